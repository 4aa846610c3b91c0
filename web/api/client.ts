import createClient from 'openapi-fetch';
import { apiErrorOf, unreachable } from './api-error.ts';
import { afterProof, asksForProof } from './fresh-proof.ts';
import { afterSignIn } from './reauthentication.ts';
import type { paths } from './schema.gen.ts';
import { noteMissingSecondFactor } from './second-factor.ts';

/** The public API, typed by its own document. Wrap each call in `answer` to get its body or an `ApiError`. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin', fetch: send });

/** The body of an answer; throws an `ApiError` when the API refuses, fails or cannot be reached. */
export async function answer<Body>(call: Promise<{ data?: Body; error?: unknown; response: Response }>): Promise<Body> {
  const { data, error, response } = await call;
  if (!response.ok) throw apiErrorOf(error, response);
  return data as Body; // what the document promises for this status; empty for 204
}

/**
 * Sends a request; when the session has ended meanwhile, waits until its person has signed in again and resends it. The
 * same where the API wants them to prove again who they are.
 */
async function send(request: Request): Promise<Response> {
  request.headers.set('accept-language', document.documentElement.lang);
  // What a person will know a new session by, in the list of theirs.
  if (isAboutSigningIn(request)) request.headers.set('x-timezone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  const again = request.clone();
  const response = await fetchOrFail(request);
  await noteMissingSecondFactor(response);
  if (await asksForProof(response)) return (await afterProof()) ? fetchOrFail(again) : response;
  if (response.status !== 401 || isAboutSigningIn(request)) return response;
  return (await afterSignIn()) ? fetchOrFail(again) : response;
}

async function fetchOrFail(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw unreachable();
  }
}

/** A refusal there is an answer about the password or the link, not about the session. */
function isAboutSigningIn(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/api/auth/') && pathname !== '/api/auth/me';
}
