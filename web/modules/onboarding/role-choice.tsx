import { classNames } from '../../ui/class-names.ts';
import { useOnboardingWords } from './use-onboarding-words.ts';

const ROLES = ['USER', 'MENTOR'] as const;

/** Author or mentor, each with what it means. */
export function RoleChoice(props: { value: string; onChange: (role: (typeof ROLES)[number]) => void }) {
  const words = useOnboardingWords();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-14">{words.role}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {ROLES.map((role) => (
          <label
            key={role}
            className={classNames(
              'grid cursor-pointer content-start gap-0.5 rounded-md border px-3 py-2.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              props.value === role ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-surface hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="role"
              value={role}
              checked={props.value === role}
              onChange={() => props.onChange(role)}
              className="sr-only"
            />
            <span className="font-medium text-14 text-ink">{words.roles[role].name}</span>
            <span className="text-13 text-ink-soft">{words.roles[role].text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
