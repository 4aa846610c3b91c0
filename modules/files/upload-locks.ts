import type { Lock, Locker } from '@tus/server';

const WAIT_MS = 10_000;

interface Holder {
  readonly requestRelease: () => unknown;
}

/**
 * One request at a time works on an upload. Whoever comes next asks the one before to let go, since its connection may be
 * long dead, and waits without spinning. The locks are of this process: see `docs/decisions/0004-files-and-uploads.md`.
 */
export class UploadLocks implements Locker {
  readonly #holders = new Map<string, Holder>();
  readonly #waiting = new Map<string, (() => void)[]>();

  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, { requestRelease }),
      unlock: async () => this.#unlock(id),
    };
  }

  async #lock(id: string, signal: AbortSignal, holder: Holder): Promise<void> {
    const until = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]);
    while (this.#holders.has(id)) {
      await this.#holders.get(id)?.requestRelease();
      if (this.#holders.has(id)) await this.#released(id, until);
    }
    this.#holders.set(id, holder);
  }

  #unlock(id: string): void {
    this.#holders.delete(id);
    const [next, ...others] = this.#waiting.get(id) ?? [];
    if (others.length > 0) this.#waiting.set(id, others);
    else this.#waiting.delete(id);
    next?.();
  }

  #released(id: string, until: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        const others = (this.#waiting.get(id) ?? []).filter((waiting) => waiting !== proceed);
        if (others.length > 0) this.#waiting.set(id, others);
        else this.#waiting.delete(id);
        reject(new UploadBusyError());
      };
      const proceed = () => {
        until.removeEventListener('abort', giveUp);
        resolve();
      };
      if (until.aborted) return giveUp();
      until.addEventListener('abort', giveUp, { once: true });
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), proceed]);
    });
  }
}

/** Another request has held the upload for too long. */
export class UploadBusyError extends Error {
  override readonly name = 'UploadBusyError';
}
