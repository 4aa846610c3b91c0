declare const act: unique symbol;

/**
 * Proof that someone may do something: only a policy makes one, and a verb asks for it, so that a forgotten check does
 * not compile.
 */
export type Allowed<Act extends string, Subject> = Subject & { readonly [act]: Act };

/** Says that `subject` may be acted upon. Called by policies alone, after their check. */
export function allow<Act extends string, Subject>(_act: Act, subject: Subject): Allowed<Act, Subject> {
  // The brand exists for the compiler only.
  return subject as Allowed<Act, Subject>;
}
