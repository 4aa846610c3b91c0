import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { LegalLink } from './legal-link.tsx';
import { askedQuery } from './queries.ts';
import { useConsentsWords } from './use-consents-words.ts';

/** What one agrees to by creating an account, and where it can be read; nothing where the house has no such texts. */
export function Registering() {
  const words = useConsentsWords();
  const { data: asked = [] } = useQuery(askedQuery);
  const texts = Object.entries(words.inSentence).flatMap(([kind, name]) => {
    const url = asked.find((one) => one.kind === kind)?.url;
    return url === undefined ? [] : [{ kind, name, url }];
  });
  if (texts.length === 0) return null;
  return (
    <p className="text-13 text-ink-soft">
      {words.registering}{' '}
      {texts.map(({ kind, name, url }, index) => (
        <Fragment key={kind}>
          {index === 0 ? null : ` ${words.and} `}
          <LegalLink href={url}>{name}</LegalLink>
        </Fragment>
      ))}
      . {words.found}
    </p>
  );
}
