const HERE = 'http://here.invalid';

/**
 * Where to go after signing in: a path of this application, as the browser will understand it, or its first page. Never
 * another site's address, whatever stands in a link to the page of signing in.
 */
export function ourPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, HERE)) return '/app';
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  const isOurs = origin === HERE && /^\/app(?:\/|$)/.test(pathname) && !pathname.includes('//');
  return isOurs ? pathname + search + hash : '/app';
}
