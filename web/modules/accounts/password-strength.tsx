import { useDeferredValue, useEffect, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useDoorWords } from './use-door-words.ts';
import type { Strength } from './weigh-password.ts';

const STEPS = [1, 2, 3, 4] as const;
const COLOURS = ['bg-sanguine', 'bg-sanguine', 'bg-warning', 'bg-success', 'bg-success'] as const;

/** How well a password resists, while it is typed: as a word, and as a line that grows. Refuses nothing. */
export function PasswordStrength(props: { password: string; own: readonly string[] }) {
  const words = useDoorWords().strength;
  const strength = useStrength(useDeferredValue(props.password), props.own);
  return (
    <div className="grid gap-1.5 has-[p:empty]:-mt-1.5">
      {props.password !== '' && strength !== null ? (
        <div aria-hidden className="grid grid-cols-4 gap-1">
          {STEPS.map((step) => (
            <span
              key={step}
              className={classNames(
                'h-1 rounded-full transition-colors',
                Math.max(1, strength) >= step ? COLOURS[strength] : 'bg-line',
              )}
            />
          ))}
        </div>
      ) : null}
      <p role="status" className="text-13 text-ink-soft">
        {props.password !== '' && strength !== null ? words[strength] : null}
      </p>
    </div>
  );
}

/** Null until something is typed and what weighs it has been fetched; without a line it stays null. */
function useStrength(password: string, own: readonly string[]): Strength | null {
  const [weigh, setWeigh] = useState<typeof import('./weigh-password.ts').weighPassword | null>(null);
  const isWanted = password !== '';
  useEffect(() => {
    if (isWanted)
      void import('./weigh-password.ts').then(
        ({ weighPassword }) => setWeigh(() => weighPassword),
        () => {},
      );
  }, [isWanted]);
  return weigh && isWanted ? weigh(password, own) : null;
}
