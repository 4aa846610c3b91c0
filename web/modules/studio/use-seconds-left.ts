import { useEffect, useState } from 'react';

/** How many seconds are left until then, told anew each second; 0 once it is over, and without a then. */
export function useSecondsLeft(until: string | null): number {
  const [now, setNow] = useState(Date.now);
  const left = until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const isRunning = until !== null && left > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return left;
}
