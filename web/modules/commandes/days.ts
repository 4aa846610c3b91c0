/** The number of the day on which a moment falls, where the reader lives: days apart are the difference of two. */
export function dayOf(date: Date, timeZone: string): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return Date.parse(day.format(date)) / 86_400_000;
}

/** The last minute of the day that a date input holds (`2027-03-04`), in the time zone of this device. */
export function endOfDay(value: string): string {
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number);
  return new Date(year, month - 1, day, 23, 59, 0).toISOString();
}

/** What a date input holds for a moment. */
export function toDateInput(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
