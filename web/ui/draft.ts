const PREFIX = 'staka.draft.';

/** What was typed and not yet sent, kept on this device under a name. Passwords are never given to it. */
export function readDraft<Values extends object>(name: string): Partial<Values> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function keepDraft(name: string, values: object): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(values));
  } catch {
    // Storage is full or forbidden: the form still works, it only will not survive a reload.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(PREFIX + name);
}

/** On signing out: nothing of what was written stays behind on this device. */
export function dropEveryDraft(): void {
  const names = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  for (const name of names) localStorage.removeItem(name);
}
