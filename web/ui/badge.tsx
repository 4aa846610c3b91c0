import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const TONES = {
  neutral: 'bg-hover text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-sanguine-soft text-sanguine-text',
  info: 'bg-info-soft text-info',
};

export type Tone = keyof typeof TONES;

/** A word set apart. Never colour alone: the word says it. */
export function Badge(props: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 font-medium text-13',
        TONES[props.tone ?? 'neutral'],
      )}
    >
      {props.children}
    </span>
  );
}

/** A number of things unread; nothing at zero. `label` is what screen readers say. */
export function CountBadge(props: { count: number; label: string }) {
  if (props.count === 0) return null;
  return (
    <span className="numbers inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1.5 font-semibold text-13 text-on-accent">
      <span aria-hidden>{props.count > 99 ? '99+' : props.count}</span>
      <span className="sr-only">, {props.label}</span>
    </span>
  );
}
