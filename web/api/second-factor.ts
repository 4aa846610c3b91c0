type Listener = () => void;

const listeners = new Set<Listener>();
let missing = false;

/** Looks whether an answer is refused for want of a second factor; the answer may still be read by whoever gets it. */
export async function noteMissingSecondFactor(response: Response): Promise<void> {
  if (response.status !== 403) return;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (typeof problem === 'object' && problem !== null && Reflect.get(problem, 'code') === 'SECOND_FACTOR_REQUIRED')
    setSecondFactorMissing(true);
}

/** Whether this space asks a second factor that the session has not given. */
export function isSecondFactorMissing(): boolean {
  return missing;
}

export function setSecondFactorMissing(isMissing: boolean): void {
  if (missing === isMissing) return;
  missing = isMissing;
  for (const listener of listeners) listener();
}

export function onSecondFactor(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
