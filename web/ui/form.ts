import { type ChangeEvent, type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { dropDraft, keepDraft, readDraft } from './draft.ts';

type Values = Record<string, string>;
export type FieldErrors<V> = { [Name in keyof V]?: string | undefined };

type FormOptions<V extends Values> = {
  /** The name under which what was typed is kept until it is sent; without it nothing is kept. */
  draft?: string;
  initial: V;
  /** Never written to the device. */
  secret?: readonly (keyof V & string)[];
  /** What is wrong, field by field, in sentences that say what to do. */
  check?: (values: V) => FieldErrors<V>;
  /** The field that a refusal of the API is about, by its code. */
  about?: Readonly<Record<string, keyof V & string>>;
  submit: (values: V) => Promise<unknown>;
};

type Control = {
  name: string;
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void;
};

export type Form<V extends Values> = {
  values: V;
  errors: FieldErrors<V>;
  failure: Error | null;
  pending: boolean;
  hasDraft: boolean;
  set: (name: keyof V & string, value: string) => void;
  reset: (values?: V) => void;
  control: (name: keyof V & string) => Control;
  props: { ref: RefObject<HTMLFormElement | null>; noValidate: true; onSubmit: (event: FormEvent) => void };
};

/** One form: its values (kept through a reload), its errors beside their fields, and focus on the first of them. */
export function useForm<V extends Values>(options: FormOptions<V>): Form<V> {
  const { draft, initial, secret = [] } = options;
  const [kept] = useState(() => (draft ? readDraft<V>(draft) : {}));
  const [values, setValues] = useState<V>({ ...initial, ...kept });
  const [errors, setErrors] = useState<FieldErrors<V>>({});
  const [failure, setFailure] = useState<Error | null>(null);
  const [pending, setPending] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  useFocusOnFirstError(ref, errors);

  function set(name: keyof V & string, value: string): void {
    const next = { ...values, [name]: value };
    setValues(next);
    setErrors((before) => ({ ...before, [name]: undefined }));
    if (draft) keepDraft(draft, withoutSecrets(next, secret));
  }

  function reset(next: V = initial): void {
    if (draft) dropDraft(draft);
    setValues(next);
    setErrors({});
    setFailure(null);
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (pending) return;
    const found = options.check?.(values) ?? {};
    setErrors(found);
    setFailure(null);
    if (Object.values(found).some(Boolean)) return;
    setPending(true);
    try {
      await options.submit(values);
      if (draft) dropDraft(draft);
    } catch (error) {
      const fields = error instanceof ApiError ? fieldsOf(error, values, options.about) : {};
      setErrors(fields);
      if (Object.keys(fields).length === 0) setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setPending(false);
    }
  }

  return {
    values,
    errors,
    failure,
    pending,
    hasDraft: Object.keys(kept).length > 0,
    set,
    reset,
    control: (name) => ({ name, value: values[name] ?? '', onChange: (event) => set(name, event.target.value) }),
    props: { ref, noValidate: true, onSubmit: (event) => void send(event) },
  };
}

function useFocusOnFirstError<V>(form: RefObject<HTMLFormElement | null>, errors: FieldErrors<V>): void {
  const first = Object.values(errors).find(Boolean);
  useEffect(() => {
    if (first) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [first, form]);
}

function withoutSecrets<V extends Values>(values: V, secret: readonly string[]): Partial<V> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name))) as Partial<V>; // Object.fromEntries forgets the keys, which are those of V
}

function fieldsOf<V extends Values>(error: ApiError, values: V, about: FormOptions<V>['about']): FieldErrors<V> {
  const named = error.fields.map(({ field, detail }) => [lastPart(field), detail] as const);
  const coded = about?.[error.code];
  const known = [...named, ...(coded ? [[coded, error.message] as const] : [])].filter(([name]) => name in values);
  return Object.fromEntries(known) as FieldErrors<V>; // the names were just found among those of V
}

function lastPart(field: string): string {
  return field.split(/[./]/).at(-1) ?? field;
}
