/** What lets go of an upload held by this tab. */
const releases = new Map<string, () => void>();

/** Takes an upload for this tab until it is released or the tab is closed; false when another tab is sending it. */
export function takeUpload(key: string): Promise<boolean> {
  // Browsers give locks to secure addresses only; elsewhere one tab is assumed.
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`staka.upload.${key}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (lock === null) return undefined;
      return new Promise<void>((release) => releases.set(key, release));
    });
  });
}

export function releaseUpload(key: string): void {
  releases.get(key)?.();
  releases.delete(key);
}
