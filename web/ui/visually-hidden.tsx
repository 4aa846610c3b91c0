import type { ReactNode } from 'react';

/** Said by screen readers, not shown. */
export function VisuallyHidden(props: { children: ReactNode }) {
  return <span className="sr-only">{props.children}</span>;
}
