import { useEffect } from 'react';

/** Wherever one comes back to the application, what was being sent when it was left goes on: files, then messages. */
export function usePendingWork(): void {
  useEffect(() => {
    let timer = setTimeout(resume, AFTER_FIRST_PAINT_MS);
    function resume(): void {
      takeUp().catch(() => {
        timer = setTimeout(resume, TRY_AGAIN_MS);
      });
    }
    return () => clearTimeout(timer);
  }, []);
}

const AFTER_FIRST_PAINT_MS = 1_500;
const TRY_AGAIN_MS = 15_000;

/** @throws when the code that sends cannot be fetched: without a line */
async function takeUp(): Promise<void> {
  const { restoreUploads } = await import('../files/uploads.ts');
  const { pumpAll } = await import('../messages/outgoing.ts');
  await restoreUploads();
  pumpAll();
}
