import type { ReactNode } from 'react';

/** A list with nothing in it yet: what it will hold, and how to begin. */
export function EmptyState(props: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      {props.icon ? <div className="mb-2 text-ink-faint [&_svg]:size-7">{props.icon}</div> : null}
      <p className="font-serif text-20 text-ink">{props.title}</p>
      {props.children ? <p className="text-14 text-ink-soft">{props.children}</p> : null}
      {props.action ? <div className="mt-4">{props.action}</div> : null}
    </div>
  );
}
