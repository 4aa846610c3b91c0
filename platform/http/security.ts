import type { FastifyRequest } from 'fastify';
import { httpErrors } from './errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Nothing is run, framed or fetched that does not come from Staka itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
];

/** The headers of every answer, errors included: those that Helmet sets (helmetjs.github.io), written out once. */
export function securityHeaders(options: { https: boolean }): Readonly<Record<string, string>> {
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY.join(';'),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'same-origin',
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
}

/**
 * Refuses what another site makes a browser send: a request that changes something and carries the cookie must come
 * from a page of ours (Fetch Metadata, and Origin where a browser does not send it; OWASP CSRF prevention).
 * A bearer is never sent unasked and needs none of this; a name and password out of an address (Basic) may well be.
 * @throws CSRF_REFUSED
 */
export function refuseForgedRequests(
  request: FastifyRequest,
  options: { publicOrigin: string; sessionCookie: string },
): void {
  if (SAFE_METHODS.has(request.method) || /^Bearer /i.test(request.headers.authorization ?? '')) return;
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (site === undefined && origin === undefined) {
    if (request.cookies[options.sessionCookie] === undefined) return;
    throw httpErrors.CSRF_REFUSED();
  }
  const ours =
    site === undefined ? isOurOrigin(origin, request, options.publicOrigin) : site === 'same-origin' || site === 'none';
  if (!ours) throw httpErrors.CSRF_REFUSED();
}

/** Whether a page of this origin is one of ours: the public address, or the very host that was asked. */
export function isOurOrigin(origin: string | undefined, request: FastifyRequest, publicOrigin: string): boolean {
  if (origin === undefined) return false;
  if (origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
