/** From when to when nothing is to ring, as « 22:00 », where the person is. */
export interface QuietHours {
  readonly quietHoursStart: string | null;
  readonly quietHoursEnd: string | null;
  readonly timezone: string | null;
}

export interface Quiet {
  readonly from: Date;
  readonly until: Date;
}

/** The quiet hours in which this moment lies; null when it lies in none. They may go over midnight. */
export function quietAt(at: Date, { quietHoursStart, quietHoursEnd, timezone }: QuietHours): Quiet | null {
  if (quietHoursStart === null || quietHoursEnd === null || quietHoursStart === quietHoursEnd) return null;
  const there = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(timezone ?? 'Europe/Paris');
  const today = there.toPlainDate();
  for (const day of [today.subtract({ days: 1 }), today]) {
    const isOverMidnight = quietHoursEnd < quietHoursStart;
    const from = dateOf(day, quietHoursStart, there.timeZoneId);
    const until = dateOf(isOverMidnight ? day.add({ days: 1 }) : day, quietHoursEnd, there.timeZoneId);
    if (from <= at && at < until) return { from, until };
  }
  return null;
}

function dateOf(day: Temporal.PlainDate, time: string, timeZone: string): Date {
  const moment = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(moment.epochMilliseconds);
}
