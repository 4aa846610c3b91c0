import CircleAlert from 'lucide-react/icons/circle-alert';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { useWords } from '../i18n/words.tsx';

type FieldIds = { id: string; describedBy: string | undefined; invalid: boolean };

const FieldContext = createContext<FieldIds | null>(null);

/** A label above its control, a hint, and beside it what is wrong, in a sentence. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  children: ReactNode;
}) {
  const words = useWords();
  const id = useId();
  const error = props.error || null;
  const describedBy = [props.hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return (
    <FieldContext value={{ id, describedBy: describedBy || undefined, invalid: error !== null }}>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="justify-self-start font-medium text-14 text-ink">
          {props.label}
          {props.optional ? <span className="font-normal text-ink-faint"> ({words.ui.optional})</span> : null}
        </label>
        {props.children}
        {props.hint ? (
          <p id={`${id}-hint`} className="text-13 text-ink-soft">
            {props.hint}
          </p>
        ) : null}
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </FieldContext>
  );
}

/** What ties a control to the label, hint and error of the `Field` around it. */
export function useFieldControl(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const ids = useContext(FieldContext);
  if (ids === null) return {};
  return {
    id: ids.id,
    ...(ids.describedBy ? { 'aria-describedby': ids.describedBy } : {}),
    ...(ids.invalid ? { 'aria-invalid': true } : {}),
  };
}

function FieldError(props: { id: string; error: string | null }) {
  return (
    <p id={props.id} role="alert" className="flex items-start gap-1.5 text-13 text-sanguine-text empty:hidden">
      {props.error ? (
        <>
          <CircleAlert aria-hidden className="icon mt-px size-4" />
          {props.error}
        </>
      ) : null}
    </p>
  );
}
