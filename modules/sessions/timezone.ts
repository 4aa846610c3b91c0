/** A name of the IANA database as a browser says it; null for anything else. */
export function timezoneOf(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string' || header.length > 64 || !/^[A-Za-z]/.test(header)) return null;
  try {
    Temporal.Now.zonedDateTimeISO(header);
    return header;
  } catch {
    return null;
  }
}

/** The town a zone is named after, which is all that is known of the place: "New York". Null for a zone of no town. */
export function placeOf(timezone: string | null): string | null {
  if (timezone === null || !timezone.includes('/') || timezone.startsWith('Etc/')) return null;
  return timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
