import type { ReactNode } from 'react';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useConsentsWords } from './use-consents-words.ts';

/** A text to agree to, beside the page that asks for it: what was typed there stays. */
export function LegalLink(props: { href: string; children: ReactNode }) {
  const { newTab } = useConsentsWords();
  return (
    <a
      href={props.href}
      target="_blank"
      rel="noopener"
      className="text-accent underline decoration-line-strong underline-offset-4 hover:decoration-current"
    >
      {props.children}
      <VisuallyHidden> ({newTab})</VisuallyHidden>
    </a>
  );
}
