import MailCheck from 'lucide-react/icons/mail-check';
import { type ReactNode, useEffect } from 'react';
import { TextLink } from '../../ui/text-link.tsx';
import { useIsDevelopment } from '../dev-mail/queries.ts';
import { Door } from './door.tsx';
import { useDoorWords } from './use-door-words.ts';

/** « Regardez votre courrier » : what to do next, alike whether the address is known or not. */
export function LetterSent(props: { title: string; text: string; children?: ReactNode; foot?: ReactNode }) {
  const door = useDoorWords();
  const isDevelopment = useIsDevelopment();
  useEffect(() => document.querySelector<HTMLElement>('main h1')?.focus(), []);
  return (
    <Door title={props.title} foot={props.foot}>
      <div className="grid justify-items-start gap-4 text-16">
        <MailCheck aria-hidden className="size-7 text-accent" strokeWidth={1.5} />
        <p className="text-ink-soft">{props.text}</p>
        {isDevelopment ? <TextLink to="/app/dev/mail">{door.register.devMail}</TextLink> : null}
        {props.children}
      </div>
    </Door>
  );
}
