type Listener = () => void;

const listeners = new Set<Listener>();
let waiting: { promise: Promise<boolean>; settle: (signedIn: boolean) => void } | null = null;
let armed = false;

/** From now on a refused session is answered by asking to sign in again, in place; before, nobody was signed in. */
export function armReauthentication(on: boolean): void {
  armed = on;
  if (!on) settleReauthentication(false);
}

export function isReauthenticationArmed(): boolean {
  return armed;
}

/** Resolves to true once the person has signed in again, to false when they leave or never were signed in. */
export function afterSignIn(): Promise<boolean> {
  if (!armed) return Promise.resolve(false);
  if (waiting === null) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    waiting = { promise, settle: resolve };
    tell();
  }
  return waiting.promise;
}

export function settleReauthentication(signedIn: boolean): void {
  waiting?.settle(signedIn);
  waiting = null;
  tell();
}

export function isReauthenticating(): boolean {
  return waiting !== null;
}

export function onReauthentication(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
