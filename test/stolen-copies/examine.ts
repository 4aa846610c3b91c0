import { createHash } from 'node:crypto';
import { oidcProofs } from '#modules/identities/oidc-secret.ts';
import type { Copy } from './copies.ts';
import type { Answer, Asked, House } from './house.ts';
import type { Planted } from './plant.ts';

const TOKEN_LENGTH = 43;
const API_TOKEN = /^staka_[0-9a-z]{57}$/;
const TOKEN = /^[\w-]{43}$/;
const JWT = /[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g;
const AT_ONCE = 16;

/** The secrets that stand in a copy as they are, or as anybody would write them down otherwise: `secret in where`. */
export function secretsInClear(copies: readonly Copy[], planted: Planted): string[] {
  const found = Object.entries(planted).flatMap(([kind, secret]) =>
    copies
      .filter(({ text }) => writtenAs(secret).some((form) => text.includes(form)))
      .map(({ where }) => `${kind} in ${where}`),
  );
  return found.sort();
}

function writtenAs(secret: string): string[] {
  const [text, bytes] = [Buffer.from(secret), Buffer.from(secret, 'base64url')];
  const forms = [text, bytes].flatMap((raw) => [
    raw.toString('hex'),
    raw.toString('hex').toUpperCase(),
    raw.toString('base64').replaceAll('=', ''),
    raw.toString('base64url'),
  ]);
  return [secret, encodeURIComponent(secret), secret.replaceAll('-', ''), bytes.toString('latin1'), ...forms];
}

/**
 * Whatever in the copies opens something: `door in where`. Each string that could be a token is tried at every door of
 * the running server; and of all longer ones every part is compared with the hashes that are kept, which is what each
 * door does.
 */
export async function whatOpens(house: House, copies: readonly Copy[]): Promise<string[]> {
  const found = new Set(partsThatAreKept(copies));
  const places = new Map(copies.flatMap(({ where, text }) => [...stringsIn(text)].map((string) => [string, where])));
  const tries = [...places].map(([candidate, where]) => async () => {
    for (const door of await doorsOpenedBy(house, candidate)) found.add(`${door} in ${where}`);
  });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = tries.pop(); next; next = tries.pop()) await next();
    }),
  );
  return [...found].sort();
}

/** Every string that could be a token, and what it holds where it is another one written otherwise. */
function stringsIn(text: string): Set<string> {
  const plain = runsIn(text);
  const inside = [...plain].flatMap(readingsOf).flatMap((reading) => [...runsIn(reading)]);
  return new Set([...plain, ...inside].filter((string) => string.length >= 16 && string.length <= 2_000));
}

function runsIn(text: string): Set<string> {
  const percent = text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new Set([text, percent].flatMap((form) => [...(form.match(/[\w-]{16,}/g) ?? []), ...(form.match(JWT) ?? [])]));
}

function readingsOf(run: string): string[] {
  const isHex = run.length % 2 === 0 && /^[0-9a-f]+$/i.test(run);
  const bytes = [Buffer.from(run, 'base64url'), ...(isHex ? [Buffer.from(run, 'hex')] : [])];
  return bytes.flatMap((raw) => [raw.toString('latin1'), ...(raw.length === 32 ? [raw.toString('base64url')] : [])]);
}

function partsThatAreKept(copies: readonly Copy[]): string[] {
  const kept = new Set(copies.flatMap(({ text }) => text.match(/[0-9a-f]{64}/g) ?? []));
  return copies.flatMap(({ where, text }) =>
    (text.match(/[\w-]{43,}/g) ?? []).some((run) => partsOf(run).some((part) => kept.has(sha256(part))))
      ? [`what is kept in ${where}`]
      : [],
  );
}

function partsOf(run: string): string[] {
  const own = run.match(/staka_[0-9a-z]{57}/g) ?? [];
  return [
    ...own,
    ...Array.from({ length: run.length - TOKEN_LENGTH + 1 }, (_, at) => run.slice(at, at + TOKEN_LENGTH)),
  ];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

interface Door {
  readonly name: string;
  readonly ask: (candidate: string) => Asked;
  readonly isOpen: (answer: Answer) => boolean;
}

const CHOSEN = { password: 'encore une autre phrase', prenom: 'Anne', nom: 'Roy' };

/** Where whoever comes with a token alone is somebody. */
const SESSION_DOORS: readonly Door[] = [
  { name: 'bearer', ask: (bearer) => ({ path: '/api/auth/me', bearer }), isOpen: succeeds },
  { name: 'cookie', ask: (token) => ({ path: '/api/auth/me', cookie: `staka_session=${token}` }), isOpen: succeeds },
];

const LINK_DOORS: readonly Door[] = [
  link('/api/auth/confirm-email', {}),
  link('/api/auth/reset-password', { password: CHOSEN.password }),
  link('/api/auth/accept-invitation', CHOSEN),
  link('/api/auth/email-change', { accept: true }),
  link('/api/auth/undo', {}),
  link('/api/auth/cancel-erasure', {}),
  {
    name: 'second step',
    ask: (challenge) => ({ path: '/api/auth/second-factor', body: { challenge, code: '000000' } }),
    isOpen: ({ body }) => body.code !== 'SECOND_FACTOR_EXPIRED',
  },
  {
    name: 'oidc',
    ask: (secret) => ({
      path: `/api/auth/oidc/atelier/callback?code=aucun&state=${oidcProofs(secret).state}`,
      cookie: `staka_oidc=${secret}`,
    }),
    isOpen: ({ location }) => location !== '/login?erreur=OIDC_EXPIRED',
  },
];

async function doorsOpenedBy(house: House, candidate: string): Promise<string[]> {
  const isShaped = TOKEN.test(candidate) || API_TOKEN.test(candidate);
  const doors = isShaped ? [...SESSION_DOORS, ...LINK_DOORS] : SESSION_DOORS;
  const opened: string[] = [];
  for (const { name, ask, isOpen } of doors) if (isOpen(await house.ask(ask(candidate)))) opened.push(name);
  return opened;
}

function link(path: string, body: object): Door {
  const isOpen = ({ body: answer, status }: Answer) => succeeds({ status }) || answer?.code !== 'AUTH_LINK_INVALID';
  return { name: path.slice('/api/auth/'.length), ask: (token) => ({ path, body: { token, ...body } }), isOpen };
}

function succeeds({ status }: Pick<Answer, 'status'>): boolean {
  return status < 300;
}
