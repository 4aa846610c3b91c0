import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { useFieldControl } from './field.tsx';

const CONTROL =
  'w-full rounded-md border border-line-strong bg-surface px-3 text-16 text-ink transition-colors hover:border-ink-soft aria-invalid:border-sanguine read-only:[&:not(select)]:bg-sunken disabled:opacity-60 lg:text-14';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input {...useFieldControl()} {...rest} className={classNames(CONTROL, 'h-10 pointer-coarse:h-11', className)} />
  );
}

/** Grows with what is written in it. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={3}
      {...useFieldControl()}
      {...rest}
      className={classNames(CONTROL, 'field-sizing-content max-h-96 min-h-20 py-2', className)}
    />
  );
}

/** The platform's own list of choices: it is the best one on every phone. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={classNames('relative block', className)}>
      <select
        {...useFieldControl()}
        {...rest}
        className={classNames(CONTROL, 'h-10 appearance-none pe-9 pointer-coarse:h-11')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="icon -translate-y-1/2 pointer-events-none absolute end-3 top-1/2 size-4 text-ink-soft"
      />
    </span>
  );
}

export function Checkbox({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <label className={classNames('inline-flex cursor-pointer items-center gap-2.5 text-14', className)}>
      <input {...rest} type="checkbox" className="size-4 flex-none accent-accent" />
      {label}
    </label>
  );
}
