/** So many attempts, over some 18 hours: a mail server may be down for a night. */
export const ATTEMPTS = 12;

const FIRST_SECONDS = 2;
const GROWTH = 3;
const LONGEST_SECONDS = 6 * 3600;

/** How long to wait after so many attempts: 2 s, 6 s, 18 s… 6 h, a quarter more or less so that not all come back at once. */
export function retryDelayMs(attempts: number): number {
  const seconds = Math.min(FIRST_SECONDS * GROWTH ** (attempts - 1), LONGEST_SECONDS);
  return seconds * 1000 * (0.75 + Math.random() / 2);
}
