const HOUR = 3_600_000;

/** A moment so many days before `now`, and some hours after that. */
export function daysBefore(now: Date, days: number, hours = 0): Date {
  return new Date(now.getTime() - days * 24 * HOUR + hours * HOUR);
}

export function daysAfter(now: Date, days: number): Date {
  return daysBefore(now, -days);
}
