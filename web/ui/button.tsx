import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type Look = { look?: 'primary' | 'secondary' | 'quiet' | 'danger'; size?: 'normal' | 'small' };
type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { pending?: boolean; ref?: Ref<HTMLButtonElement> };

/** A button; `pending` keeps it in place and in focus while its work is under way, and ignores further presses. */
export function Button({ look, size, pending = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonLook({ look, size }), className)}
    />
  );
}

/** A button that shows an icon alone; its name is said by screen readers and shown on hover. */
export function IconButton({ label, children, className, ...rest }: Omit<ButtonProps, 'look'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        'inline-flex size-9 flex-none items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-hover hover:text-ink disabled:opacity-50 pointer-coarse:size-11',
        className,
      )}
    >
      {children}
    </button>
  );
}

type AnchorProps = Look &
  AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement>; children?: ReactNode };

function Anchor({ look, size, className, ...rest }: AnchorProps) {
  return <a {...rest} className={classNames(buttonLook({ look, size }), className)} />;
}

const RoutedAnchor = createLink(Anchor);

/** A link of the application that looks like a button. */
export const ButtonLink: LinkComponent<typeof Anchor> = (props) => <RoutedAnchor {...props} />;

/** The classes of a button, for what has to look like one (a trigger of Base UI, a label of a file input). */
export function buttonLook({
  look = 'secondary',
  size = 'normal',
}: {
  look?: Look['look'] | undefined;
  size?: Look['size'] | undefined;
} = {}): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors select-none disabled:opacity-50 aria-busy:opacity-70',
    size === 'small' ? 'h-8 px-3 text-13 pointer-coarse:h-10' : 'h-10 px-4 text-14 pointer-coarse:h-11',
    LOOKS[look],
  );
}

const LOOKS = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border-line-strong/60 bg-surface text-ink hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'border-transparent bg-sanguine text-on-sanguine hover:bg-sanguine-hover',
};
