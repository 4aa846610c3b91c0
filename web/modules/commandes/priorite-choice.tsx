import type { Priorite } from '../../api/types.ts';
import { classNames } from '../../ui/class-names.ts';
import { PrioriteMark } from '../../ui/statut-mark.tsx';
import { PRIORITES } from './search.ts';
import { useCommandeWords } from './use-commande-words.ts';

/** The priority, with its delay in words. */
export function PrioriteChoice(props: { value: string; onChange: (value: Priorite) => void }) {
  const words = useCommandeWords().create;
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-14">{words.priorite}</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {PRIORITES.toReversed().map((priorite) => (
          <label
            key={priorite}
            className={classNames(
              'grid cursor-pointer gap-0.5 rounded-md border px-3 py-2.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              props.value === priorite
                ? 'border-accent bg-accent-soft'
                : 'border-line-strong/60 bg-surface hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="priorite"
              value={priorite}
              checked={props.value === priorite}
              onChange={() => props.onChange(priorite)}
              className="sr-only"
            />
            <PrioriteMark priorite={priorite} />
            <span className="text-14 text-ink">{words.delays[priorite]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
