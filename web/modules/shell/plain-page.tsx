import type { ReactNode } from 'react';
import { PageTitle, useWindowTitle } from '../../ui/page.tsx';

type PlainProps = { title: string; code: string; children: ReactNode };

/** One thing said in the middle of the page: errors, mostly. */
export function PlainContent(props: PlainProps) {
  useWindowTitle(props.title);
  return (
    <div className="mx-auto grid min-h-[80dvh] max-w-lg content-center justify-items-start gap-3 px-6 py-16">
      <p
        className={
          props.code.length > 3 ? 'text-13 text-sanguine-text' : 'numbers font-serif text-20 text-sanguine-text'
        }
      >
        {props.code}
      </p>
      <PageTitle>{props.title}</PageTitle>
      <div className="max-w-prose text-16 text-ink-soft">{props.children}</div>
    </div>
  );
}

/** The same, where there is no frame around it. */
export function PlainPage(props: PlainProps) {
  return (
    <main id="content" tabIndex={-1}>
      <PlainContent {...props} />
    </main>
  );
}
