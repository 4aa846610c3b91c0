import { aDevice } from '#modules/second-factors/factory.ts';
import type { TestCall } from '#test/app.ts';
import type { Expectation } from './expectations.ts';
import { type Objects, type State, UPLOAD_TEXT } from './world.ts';

type Sent = Pick<TestCall, 'body' | 'headers'>;

/** What a route is sent, so that only who asks can be what is wrong with it; the routes not named here are sent nothing. */
const SENT: Readonly<Record<string, (objects: Objects) => Sent>> = {
  'POST /auth/register': () => ({ body: { ...person('inconnue'), password: 'une phrase secrète' } }),
  'POST /auth/confirm-email': () => ({ body: { token: 'x' } }),
  'POST /auth/resend-confirmation': () => ({ body: { email: 'personne@example.com' } }),
  'POST /auth/accept-invitation': () => ({
    body: { token: 'x', password: 'une phrase secrète', prenom: 'Camille', nom: 'Martin' },
  }),
  'POST /auth/login': () => ({ body: { email: 'personne@example.com', password: 'x' } }),
  'POST /auth/reauthenticate': () => ({ body: { password: 'x' } }),
  'POST /auth/request-password-reset': () => ({ body: { email: 'personne@example.com' } }),
  'POST /auth/reset-password': () => ({ body: { token: 'x', password: 'une phrase secrète' } }),
  'POST /auth/second-factor': () => ({ body: { challenge: 'x', code: '123456' } }),
  'POST /auth/second-factor/passkey-options': () => ({ body: { challenge: 'x' } }),
  'POST /auth/passkey': () => ({ body: { passkey: aDevice().get('x') } }),
  'PUT /users/me/second-factors/totp/activation': () => ({ body: { code: '123456' } }),
  'POST /users/me/second-factors/passkeys': () => ({ body: { name: 'Clé', passkey: aDevice().create('x', 'x') } }),
  'PATCH /users/me/second-factors/passkeys/:id': () => ({ body: { name: 'Téléphone' } }),
  'POST /auth/email-change': () => ({ body: { token: 'x', accept: true } }),
  'POST /auth/undo': () => ({ body: { token: 'x' } }),
  'PUT /users/me/profile': () => ({ body: { prenom: 'Dominique' } }),
  'PUT /users/me/password': () => ({ body: { currentPassword: 'x', newPassword: 'une phrase secrète' } }),
  'PUT /users/me/email': () => ({ body: { email: person('nouvelle').email, password: 'x' } }),
  'PUT /users/me/preferences': () => ({ body: { langue: 'fr' } }),
  'POST /users/me/api-tokens': () => ({ body: { name: 'Atelier', scopes: ['write'], expiresInDays: 30 } }),
  'POST /users/me/api-tokens {admin}': () => ({ body: { name: 'Atelier', scopes: ['admin'], expiresInDays: null } }),
  'POST /users/me/onboarding': () => ({
    body: { role: 'USER', prenom: 'Camille', nom: 'Martin', langue: 'fr', timezone: 'Europe/Paris' },
  }),
  'POST /admin/role-requests/:id/decision': () => ({ body: { accepted: true } }),
  'POST /auth/oidc/:provider': () => ({ body: {} }),
  'POST /users/me/identities/:provider': () => ({ body: {} }),
  'POST /admin/clerk/:id/link': ({ user }) => ({ body: { userId: user } }),
  'POST /admin/exploitation/operations': () => ({ body: { kind: 'VERIFICATION', backup: 'inconnue' } }),
  'PUT /admin/exploitation/maintenance': () => ({
    body: { message: null, retryAfterSeconds: 60, secret: 'aaaaaaaaaaaa' },
  }),
  'POST /admin/studio/search': () => ({ body: { table: 'pages' } }),
  'POST /admin/studio/queries': () => ({ body: { sql: 'SELECT 1' } }),
  'POST /admin/studio/tables/:table/rows': () => ({ body: { rows: [{ title: 'Tarifs' }] } }),
  'PATCH /admin/studio/tables/:table/rows': () => ({ body: { updates: [{ key: { id: 'x' }, changes: {} }] } }),
  'POST /admin/studio/tables/:table/deletion': () => ({ body: { keys: [{ id: 'x' }] } }),
  'POST /admin/users': () => ({ body: { ...person('invitee'), role: 'CORRECTOR' } }),
  'PUT /admin/users/:id/email': () => ({ body: { email: person('nouvelle').email } }),
  'PATCH /admin/users/:id': () => ({ body: { role: 'MENTOR' } }),
  'PUT /users/me/consents/:kind': () => ({ body: { granted: true } }),
  'POST /users/me/deactivate': () => ({ body: {} }),
  'DELETE /users/me': () => ({ body: {} }),
  'POST /auth/cancel-erasure': () => ({ body: { token: 'x' } }),
  'POST /commandes': () => ({ body: { titre: 'Les Vagues' } }),
  'PATCH /commandes/:id {titre}': () => ({ body: { titre: 'Orlando' } }),
  'PATCH /commandes/:id {noteClient}': () => ({ body: { noteClient: 'à moi' } }),
  'PATCH /commandes/:id {noteCorrecteur}': () => ({ body: { noteCorrecteur: 'à moi' } }),
  'PUT /commandes/:id/statut {ANNULEE}': () => ({ body: { statut: 'ANNULEE', reason: 'Plus besoin' } }),
  'PUT /commandes/:id/statut {SUSPENDUE}': () => ({ body: { statut: 'SUSPENDUE', reason: 'Une pause' } }),
  'PUT /commandes/:id/assignation': ({ correcteur }) => ({ body: { correcteurId: correcteur } }),
  'POST /commandes/:id/livraison': ({ correction }) => ({ body: { fileIds: [correction] } }),
  'POST /commandes/:id/messages': () => ({ body: { content: 'Bonjour' } }),
  'POST /commandes/:id/messages {attachment}': ({ file }) => ({ body: { attachmentIds: [file] } }),
  'PUT /commandes/:id/messages/lecture': ({ message }) => ({ body: { upTo: message } }),
  'POST /uploads {PIECE_JOINTE}': (objects) => newUpload(objects, 'PIECE_JOINTE'),
  'POST /uploads {MANUSCRIT}': (objects) => newUpload(objects, 'MANUSCRIT'),
  'POST /uploads {CORRECTION}': (objects) => newUpload(objects, 'CORRECTION'),
  'HEAD /uploads/:id': () => ({ headers: TUS }),
  'DELETE /uploads/:id': () => ({ headers: TUS }),
  'PATCH /uploads/:id': () => ({
    headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: Buffer.from(UPLOAD_TEXT),
  }),
};

/** Which object the `:id` of a path is, by how the path begins. */
const OBJECT_OF_PATH: readonly (readonly [start: string, object: keyof Objects])[] = [
  ['/commandes/', 'commande'],
  ['/files/', 'file'],
  ['/uploads/', 'upload'],
  ['/notifications/', 'notification'],
  ['/users/me/sessions/', 'session'],
  ['/users/me/identities/', 'identity'],
  ['/admin/clerk/', 'clerkUser'],
  ['/admin/role-requests/', 'user'],
  ['/users/me/api-tokens/', 'apiToken'],
  ['/users/me/second-factors/passkeys/', 'passkey'],
  ['/admin/users/', 'user'],
  ['/users/:id/', 'user'],
  ['/dev/mails/', 'message'],
];

const TUS = { 'tus-resumable': '1.0.0' };

/** The request that an expectation is about, for these objects. */
export function requestFor({ method, path, variant }: Expectation, objects: Objects): TestCall {
  const key = `${method} ${path}${variant === null ? '' : ` {${variant}}`}`;
  const [, object] = OBJECT_OF_PATH.find(([start]) => path.startsWith(start)) ?? [];
  const url = `/api${path}`
    .replace(':code', 'NOT_FOUND')
    .replace(':kind', 'newsletter')
    .replace(':table', 'pages')
    .replace('/desabonnement', '/desabonnement?token=x')
    .replace(':sessionId', objects.session)
    .replace(':id', object ? objects[object] : ':id');
  // The methods of the table are those of HTTP.
  return { method: method as NonNullable<TestCall['method']>, url, ...SENT[key]?.(objects) };
}

/** How the objects must be for the request to be possible at all. */
export function stateFor({ path, variant }: Expectation): State {
  return {
    statut: path.endsWith('/livraison') ? 'EN_COURS' : 'EN_ATTENTE',
    fileDeleted: variant === 'deleted',
    filePublic: variant === 'public',
  };
}

/** Whether the request names an object, in its address or in its body. */
export function isAboutObjects(expectation: Expectation): boolean {
  return (
    Object.values(expectation.statuses).some((by) => new Set(Object.values(by)).size > 1) ||
    /:id/.test(expectation.path)
  );
}

function person(name: string): { email: string; prenom: string; nom: string } {
  return { email: `${name}-${crypto.randomUUID()}@example.com`, prenom: 'Camille', nom: 'Martin' };
}

function newUpload({ commande }: Objects, kind: string): Sent {
  const metadata = Object.entries({ filename: 'note.txt', commandeId: commande, kind });
  const encoded = metadata.map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  return {
    headers: {
      ...TUS,
      'upload-length': String(Buffer.byteLength(UPLOAD_TEXT)),
      'upload-metadata': encoded.join(','),
    },
  };
}
