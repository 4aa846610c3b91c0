import type { ReactNode } from 'react';

/** One kind of second factor: what it is, and what there is to do. */
export function FactorRow(props: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="grid gap-3 px-4 py-4">
      <div className="grid gap-0.5">
        <h3 className="font-medium text-14">{props.title}</h3>
        <p className="max-w-prose text-13 text-ink-soft">{props.text}</p>
      </div>
      <div className="grid justify-items-start gap-3">{props.children}</div>
    </div>
  );
}
