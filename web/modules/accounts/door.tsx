import type { ReactNode } from 'react';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { PageTitle, useWindowTitle } from '../../ui/page.tsx';
import { Proof } from './proof.tsx';
import { useDoorWords } from './use-door-words.ts';

/** The pages one sees before coming in: one column, the form, and a quiet foot with the language. */
export function Door(props: { title: string; lead?: ReactNode; foot?: ReactNode; children: ReactNode }) {
  const door = useDoorWords();
  useWindowTitle(props.title);
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <div className="grid grid-rows-[auto_1fr_auto] px-6">
        <header className="mx-auto flex w-full max-w-form items-baseline justify-between gap-4 pt-10 sm:pt-16">
          <p className="font-semibold font-serif text-26 tracking-tight">
            Staka
            <span aria-hidden className="text-sanguine-text">
              .
            </span>
          </p>
          <p className="text-13 text-ink-faint">{door.tagline}</p>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto grid w-full max-w-form content-start gap-6 pt-10 pb-10 sm:pt-14"
        >
          <div className="grid gap-2">
            <PageTitle>{props.title}</PageTitle>
            {props.lead ? <p className="text-14 text-ink-soft">{props.lead}</p> : null}
          </div>
          {props.children}
          {props.foot ? <div className="border-line border-t pt-5 text-14 text-ink-soft">{props.foot}</div> : null}
        </main>
        <LangueSwitch />
      </div>
      <Proof />
    </div>
  );
}

function LangueSwitch() {
  const words = useWords().shell;
  const { langue, speak } = useLangue();
  const other = langue === 'fr' ? 'en' : 'fr';
  return (
    <footer className="mx-auto w-full max-w-form pb-6">
      <button
        type="button"
        lang={other}
        onClick={() => void speak(other)}
        className="-mx-2 h-9 rounded-sm px-2 text-13 text-ink-soft underline-offset-4 hover:text-ink hover:underline pointer-coarse:h-11"
      >
        {words.langues[other]}
      </button>
    </footer>
  );
}
