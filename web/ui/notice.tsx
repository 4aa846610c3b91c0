import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const TONES = {
  info: 'bg-info-soft text-ink border-info/30',
  success: 'bg-success-soft text-ink border-success/30',
  warning: 'bg-warning-soft text-ink border-warning/30',
  danger: 'bg-sanguine-soft text-ink border-sanguine/40',
};

/** A few sentences set apart from the page. */
export function Notice(props: { tone: keyof typeof TONES; role?: 'alert' | 'status'; children: ReactNode }) {
  return (
    <div role={props.role} className={classNames('rounded-md border px-4 py-3 text-14', TONES[props.tone])}>
      {props.children}
    </div>
  );
}
