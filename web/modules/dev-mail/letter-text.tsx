import { Fragment } from 'react';

const LINK = /(https?:\/\/[^\s<>"]+)/;

/** The text of a letter, its addresses made into links. */
export function LetterText(props: { text: string }) {
  return (
    <div className="max-w-prose whitespace-pre-wrap break-words font-serif text-16">
      {props.text.split(LINK).map((part, index) => {
        const key = `${index}-${part.slice(0, 12)}`;
        if (!LINK.test(part)) return <Fragment key={key}>{part}</Fragment>;
        return (
          <a key={key} href={addressHere(part)} className="break-all text-accent underline underline-offset-4">
            {part}
          </a>
        );
      })}
    </div>
  );
}

/** A letter names the public address; what is read here is opened here, whatever the port. */
function addressHere(address: string): string {
  const url = new URL(address);
  return url.pathname + url.search;
}
