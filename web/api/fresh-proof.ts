type Listener = () => void;

const listeners = new Set<Listener>();
let waiting: { promise: Promise<boolean>; settle: (proved: boolean) => void } | null = null;

/** What the API answers when somebody should first prove again who they are. */
const PROOF_CODES = ['FRESH_AUTHENTICATION_REQUIRED', 'SECOND_FACTOR_NOT_GIVEN'];

/** Whether an answer asks for that; the answer itself may still be read by whoever gets it. */
export async function asksForProof(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof problem === 'object' && problem !== null && PROOF_CODES.includes(String(Reflect.get(problem, 'code')));
}

/** Resolves to true once the person has proved who they are, to false when they give up or nobody could ask them. */
export function afterProof(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  if (waiting === null) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    waiting = { promise, settle: resolve };
    tell();
  }
  return waiting.promise;
}

export function settleProof(proved: boolean): void {
  waiting?.settle(proved);
  waiting = null;
  tell();
}

export function isProofWanted(): boolean {
  return waiting !== null;
}

export function onProofWanted(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
