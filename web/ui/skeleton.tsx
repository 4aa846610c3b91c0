import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.tsx';
import { classNames } from './class-names.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** A grey bar in the place and size of what will come: `<Skeleton className="h-4 w-40" />`. */
export function Skeleton(props: { className: string }) {
  return <span aria-hidden className={classNames('skeleton block', props.className)} />;
}

/** Says once that something is loading, around skeletons that only show it. */
export function Loading(props: { children: ReactNode; className?: string }) {
  const words = useWords();
  return (
    <div aria-busy="true" className={props.className}>
      <VisuallyHidden>{words.ui.loading}</VisuallyHidden>
      {props.children}
    </div>
  );
}
