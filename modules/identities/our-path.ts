const HERE = 'http://here.invalid';

/** A page behind the door, as the browser will understand its address, or the first one: never another site. */
export function ourPath(asked: string | undefined): string {
  if (asked === undefined || !URL.canParse(asked, HERE)) return '/app';
  const { origin, pathname, search, hash } = new URL(asked, HERE);
  const isOurs = origin === HERE && /^\/app(?:\/|$)/.test(pathname) && !pathname.includes('//');
  return isOurs ? pathname + search + hash : '/app';
}
