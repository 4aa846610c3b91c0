import { Fragment } from 'react';
import { useWords } from '../../i18n/words.tsx';
import { keyNames } from './shortcuts.ts';

/** Keys as they are written on the keyboard. */
export function Keys(props: { keys: string }) {
  const words = useWords();
  return (
    <span className="inline-flex flex-none items-center gap-1 text-13 text-ink-faint pointer-coarse:hidden">
      {keyNames(props.keys).map((chord, index) => (
        <Fragment key={chord.join('+')}>
          {index > 0 ? <span> {words.ui.shortcuts.next} </span> : null}
          {chord.map((key) => (
            <kbd
              key={key}
              className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-surface px-1 font-sans text-ink-soft"
            >
              {key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
