/** Milliseconds since 1970 are more than this many, seconds fewer: 1973 in the one, 5138 in the other. */
const LEAST_MILLISECONDS = 100_000_000_000;

const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * A moment in RFC 3339, in UTC, to the millisecond; undefined where the text says none (`0000-00-00`, a word).
 * @param raw ISO 8601 with or without `T` and zone, or seconds or milliseconds since 1970
 * @param zone in which a time without one is meant: `Europe/Paris`
 */
export function convertDate(raw: string, zone: string): string | undefined {
  const text = raw.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return ofNumber(Number(text));
  const [, year = '', month, day, hour = '00', minute = '00', second = '00', fraction = '0', offset] =
    WRITTEN.exec(text) ?? [];
  if (year < '1000') return undefined;
  if (!offset && zone === 'UTC') return ofUtc(`${year}-${month}-${day}T${hour}:${minute}:${second}`, fraction);
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}`;
  try {
    const instant = offset
      ? Temporal.Instant.from(`${wall}${offsetOf(offset)}`)
      : Temporal.PlainDateTime.from(wall, { overflow: 'reject' }).toZonedDateTime(zone).toInstant();
    return new Date(instant.epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}

/** Whether it is a zone that this machine knows. */
export function isTimezone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** By far the most, and a hundred times quicker than by a zone. */
function ofUtc(wall: string, fraction: string): string | undefined {
  const text = `${wall}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text ? text : undefined;
}

/** Zero stands for no moment at all. */
function ofNumber(number: number): string | undefined {
  if (number === 0) return undefined;
  const milliseconds = Math.abs(number) >= LEAST_MILLISECONDS ? number : number * 1000;
  const date = new Date(Math.round(milliseconds));
  const isThere = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1000 && date.getUTCFullYear() <= 9999;
  return isThere ? date.toISOString() : undefined;
}

function offsetOf(offset: string): string {
  if (/^z$/i.test(offset)) return 'Z';
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return `${sign}${hours}:${minutes}`;
}
