import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const CLIENT_ID = 'staka';
export const CLIENT_SECRET = 'un-secret-de-client';

/** How the next identity token is not what it should be. */
export interface Fault {
  readonly claims?: JWTPayload;
  readonly expiresIn?: number;
  readonly unsigned?: boolean;
  readonly withStrangeKey?: boolean;
}

export interface FakeOidcProvider {
  readonly issuer: string;
  /** Whoever signs in next: the claims about them. */
  person: JWTPayload;
  fault: Fault;
  /** What the person answers when asked whether they agree. */
  agrees: boolean;
  /** Follows the address the browser is sent to, and returns the one it is sent back to. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string | null;
  readonly redirectUri: string;
}

/** An OpenID provider over HTTP on a free port: discovery, keys, authorization code with PKCE. */
export async function startFakeOidcProvider(): Promise<FakeOidcProvider> {
  const [key, strange] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();

  const metadata = () => ({
    issuer: fake.issuer,
    authorization_endpoint: `${fake.issuer}/authorize`,
    token_endpoint: `${fake.issuer}/token`,
    jwks_uri: `${fake.issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  });
  const documents = (): Record<string, object> => ({
    '/.well-known/openid-configuration': metadata(),
    // What it says here of its issuer is not where it is found.
    '/other/.well-known/openid-configuration': metadata(),
    '/jwks': { keys: [jwk] },
  });

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', fake.issuer);
    const json = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const document = documents()[url.pathname];
    if (document) json(200, document);
    else if (url.pathname === '/authorize') response.writeHead(302, { location: authorize(url).href }).end();
    else if (url.pathname === '/token')
      void token(request).then((body) => json(body ? 200 : 400, body ?? { error: 'invalid_grant' }));
    else json(404, {});
  });

  function authorize({ searchParams: asked }: URL): URL {
    const redirectUri = asked.get('redirect_uri') ?? '';
    const back = new URL(redirectUri);
    back.searchParams.set('state', asked.get('state') ?? '');
    if (fake.agrees) {
      const code = randomUUID();
      grants.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce'), redirectUri });
      back.searchParams.set('code', code);
    } else back.searchParams.set('error', 'access_denied');
    return back;
  }

  async function token(request: IncomingMessage): Promise<object | null> {
    const form = new URLSearchParams(await text(request));
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isClient = form.get('client_id') === CLIENT_ID && form.get('client_secret') === CLIENT_SECRET;
    if (!grant || !isClient || grant.challenge !== proof || grant.redirectUri !== form.get('redirect_uri')) return null;
    return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: await identityToken(grant) };
  }

  async function identityToken({ nonce }: Grant): Promise<string> {
    const { claims = {}, expiresIn = 60, unsigned = false, withStrangeKey = false } = fake.fault;
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + expiresIn };
    const payload = { ...fake.person, iss: fake.issuer, aud: CLIENT_ID, nonce, ...times, ...claims };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    if (unsigned) return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;
    const { privateKey } = withStrangeKey ? strange : key;
    return new SignJWT(payload as JWTPayload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey); // a nonce of null is one fault more
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const fake: FakeOidcProvider = {
    issuer: `http://127.0.0.1:${port}`,
    person: {
      sub: 'personne-1',
      email: 'anne@example.com',
      email_verified: true,
      given_name: 'Anne',
      family_name: 'Roy',
    },
    fault: {},
    agrees: true,
    visit: async (url) => {
      const answer = await fetch(url, { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? 'about:blank');
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return fake;
}
