/**
 * Who may do what. Every route of the application has a line here, or the test fails.
 *
 * A route about one object is asked for three of them: one's own, one that is assigned to the reader as its corrector,
 * and one with which they have nothing to do. One number alone stands for all three. What is in braces is what is asked
 * for, where that matters: see `requests.ts`.
 *
 * A 404 must be word for word the answer to an object that does not exist.
 */
export const EXPECTATIONS = `
                                                     nobody  USER         CORRECTOR    MENTOR       ADMIN

GET    /health                                       200     200          200          200          200
GET    /problems/:code                               200     200          200          200          200
GET    /openapi.json                                 200     200          200          200          200
GET    /dev/mails                                    200     200          200          200          200
GET    /dev/mails/:id                                404     404          404          404          404

POST   /auth/register                                202     202          202          202          202
POST   /auth/confirm-email                           410     410          410          410          410
POST   /auth/resend-confirmation                     202     202          202          202          202
POST   /auth/accept-invitation                       410     410          410          410          410
POST   /auth/login                                   401     401          401          401          401
POST   /auth/request-password-reset                  202     202          202          202          202
POST   /auth/reset-password                          410     410          410          410          410
POST   /auth/second-factor                           410     410          410          410          410
POST   /auth/second-factor/passkey-options           410     410          410          410          410
POST   /auth/passkey/options                         200     200          200          200          200
POST   /auth/passkey                                 401     401          401          401          401
POST   /auth/reauthenticate                          401     403          403          403          403
POST   /auth/reauthenticate/passkey-options          401     200          200          200          200
POST   /auth/session                                 401     403          403          403          403
POST   /auth/email-change                            410     410          410          410          410
POST   /auth/undo                                    410     410          410          410          410
POST   /auth/logout                                  200     200          200          200          200
GET    /auth/me                                      401     200          200          200          200
GET    /auth/oidc                                    200     200          200          200          200
GET    /auth/consents                                200     200          200          200          200
POST   /auth/oidc/:provider                          404     404          404          404          404
GET    /auth/oidc/:provider/callback                 302     302          302          302          302
POST   /webhooks/clerk                               404     404          404          404          404

GET    /users/me/profile                             401     200          200          200          200
PUT    /users/me/profile                             401     200          200          200          200
PUT    /users/me/password                            401     403          403          403          403
GET    /users/me/email                               401     200          200          200          200
PUT    /users/me/email                               401     403          403          403          403
DELETE /users/me/email                               401     204          204          204          204
PUT    /users/me/avatar                              401     422          422          422          422
DELETE /users/me/avatar                              401     204          204          204          204
GET    /users/:id/avatar                             401     200 404 404  200          200 404 404  200
GET    /users/me/preferences                         401     200          200          200          200
PUT    /users/me/preferences                         401     200          200          200          200
GET    /users/me/onboarding                          401     200          200          200          200
POST   /users/me/onboarding                          401     200          409          200          409
POST   /users/me/onboarding/later                    401     200          200          200          200
GET    /users/me/identities                          401     200          200          200          200
POST   /users/me/identities/:provider                401     404          404          404          404
DELETE /users/me/identities/:id                      401     204 404 404  204 404 404  204 404 404  204 404 404
POST   /users/me/export                              401     202          202          202          202
GET    /users/me/exports                             401     200          200          200          200
GET    /users/me/exports/:id/content                 401     404          404          404          404
GET    /users/me/consents                            401     200          200          200          200
PUT    /users/me/consents/:kind                      401     200          200          200          200
POST   /users/me/deactivate                          401     200          200          200          409
DELETE /users/me                                     401     202          202          202          409
POST   /auth/cancel-erasure                          410     410          410          410          410
GET    /admin/erasures                               401     403          403          403          200
GET    /users/me/quota                               401     200          200          200          200
GET    /users/me/sessions                            401     200          200          200          200
GET    /users/me/api-tokens                          401     200          200          200          200
POST   /users/me/api-tokens                          401     201          201          201          201
POST   /users/me/api-tokens {admin}                  401     403          403          403          201
DELETE /users/me/api-tokens/:id                      401     204 404 404  204 404 404  204 404 404  204 404 404
DELETE /users/me/sessions                            401     200          200          200          200
DELETE /users/me/sessions/:id                        401     204 404 404  204 404 404  204 404 404  204 404 404
POST   /users/me/sessions/:id/revocation             401     204 404 404  204 404 404  204 404 404  204 404 404
POST   /users/me/sessions/revoke-all                 401     200          200          200          200

GET    /admin/users                                  401     403          403          403          200
POST   /admin/users                                  401     403          403          403          201
GET    /admin/users/:id                              401     403          403          403          200
PATCH  /admin/users/:id                              401     403          403          403          409 200 200
PUT    /admin/users/:id/email                        401     403          403          403          409 200 200
POST   /admin/users/:id/invitation                   401     403          403          403          409
POST   /admin/users/:id/impersonation                401     403          403          403          409 200 200
DELETE /auth/impersonation                           200     200          200          200          200
GET    /admin/audit                                  401     403          403          403          200
GET    /admin/audit/export                           401     403          403          403          200
GET    /admin/users/:id/sessions                     401     403          403          403          200
POST   /admin/users/:id/sessions/revoke-all          401     403          403          403          200
POST   /admin/users/:id/sessions/:sessionId/revocation   401     403          403          403          204
DELETE /admin/users/:id/sessions/:sessionId          401     403          403          403          204

GET    /admin/exploitation                           401     403          403          403          200
GET    /admin/exploitation/measurements              401     403          403          403          200
GET    /admin/exploitation/operations                401     403          403          403          200
POST   /admin/exploitation/operations                401     403          403          403          404
GET    /admin/exploitation/backups                   401     403          403          403          200
GET    /admin/exploitation/migrations                401     403          403          403          200
GET    /admin/exploitation/diagnosis                 401     403          403          403          200
GET    /admin/exploitation/database                  401     403          403          403          200
GET    /admin/exploitation/database/processes        401     403          403          403          200
PUT    /admin/exploitation/maintenance               401     403          403          403          422
DELETE /admin/exploitation/maintenance               401     403          403          403          204

GET    /admin/studio                                 401     403          403          403          200
POST   /admin/studio/search                          401     403          403          403          200
POST   /admin/studio/queries                         401     403          403          403          200
PUT    /admin/studio/unlock                          401     403          403          403          200
DELETE /admin/studio/unlock                          401     403          403          403          200
POST   /admin/studio/tables/:table/rows              401     403          403          403          403
PATCH  /admin/studio/tables/:table/rows              401     403          403          403          403
POST   /admin/studio/tables/:table/deletion          401     403          403          403          403

GET    /admin/role-requests                          401     403          403          403          200
POST   /admin/role-requests/:id/decision             401     403          403          403          404
GET    /admin/clerk                                  401     403          403          403          200
POST   /admin/clerk/:id/link                         401     403          403          403          200 200 409
POST   /admin/clerk/:id/refuse                       401     403          403          403          200
DELETE /admin/users/:id/second-factors               401     403          403          403          409 204 204

GET    /users/me/second-factors                      401     200          200          200          200
POST   /users/me/second-factors/totp                 401     201          201          201          201
PUT    /users/me/second-factors/totp/activation      401     404          404          404          404
DELETE /users/me/second-factors/totp                 401     404          404          404          404
POST   /users/me/second-factors/recovery-codes       401     201          201          201          201
POST   /users/me/second-factors/passkeys/options     401     201          201          201          201
POST   /users/me/second-factors/passkeys             401     400          400          400          400
PATCH  /users/me/second-factors/passkeys/:id         401     200 404 404  200 404 404  200 404 404  200 404 404
DELETE /users/me/second-factors/passkeys/:id         401     204 404 404  204 404 404  204 404 404  204 404 404

GET    /commandes                                    401     200          200          200          200
POST   /commandes                                    401     201          201          201          201
GET    /commandes/:id                                401     200 404 404  200 200 404  200 404 404  200 200 200
PATCH  /commandes/:id {titre}                        401     200 404 404  200 403 404  200 404 404  200 200 200
PATCH  /commandes/:id {noteClient}                   401     200 404 404  200 403 404  200 404 404  200 200 200
PATCH  /commandes/:id {noteCorrecteur}               401     403 404 404  403 200 404  403 404 404  200 200 200
PUT    /commandes/:id/statut {ANNULEE}               401     200 404 404  200 403 404  200 404 404  200 200 200
PUT    /commandes/:id/statut {SUSPENDUE}             401     403 404 404  403 200 404  403 404 404  200 200 200
PUT    /commandes/:id/assignation                    401     403 404 404  403 403 404  403 404 404  200 200 200
POST   /commandes/:id/livraison                      401     403 404 404  403 200 404  403 404 404  200 200 200
GET    /commandes/:id/historique                     401     200 404 404  200 200 404  200 404 404  200 200 200
GET    /commandes/:id/fichiers                       401     200 404 404  200 200 404  200 404 404  200 200 200
GET    /commandes/:id/messages                       401     200 404 404  200 200 404  200 404 404  200 200 200
POST   /commandes/:id/messages                       401     201 404 404  201 201 404  201 404 404  201 201 201
POST   /commandes/:id/messages {attachment}          401     201 404 404  201 422 404  201 404 404  201 422 422
PUT    /commandes/:id/messages/lecture               401     200 404 404  200 200 404  200 404 404  200 200 200
GET    /correcteurs                                  401     403          403          403          200

OPTIONS /uploads                                     204     204          204          204          204
POST   /uploads {PIECE_JOINTE}                       401     201 404 404  201 201 404  201 404 404  201 201 201
POST   /uploads {MANUSCRIT}                          401     201 404 404  201 403 404  201 404 404  201 403 403
POST   /uploads {CORRECTION}                         401     403 404 404  403 201 404  403 404 404  201 201 201
HEAD   /uploads/:id                                  401     200 404 404  200 404 404  200 404 404  200 404 404
PATCH  /uploads/:id                                  401     204 404 404  204 404 404  204 404 404  204 404 404
DELETE /uploads/:id                                  401     204 404 404  204 404 404  204 404 404  204 404 404
GET    /files/:id                                    401     200 404 404  200 200 404  200 404 404  200 200 200
GET    /files/:id {public}                           200     200          200          200          200
GET    /files/:id {deleted}                          401     200 404 404  200 404 404  200 404 404  200 200 200
GET    /files/:id/content                            401     200 404 404  200 200 404  200 404 404  200 200 200
GET    /files/:id/content {public}                   200     200          200          200          200
DELETE /files/:id                                    401     204 404 404  204 403 404  204 404 404  204 204 204
POST   /files/:id/restauration {deleted}             401     200 404 404  200 404 404  200 404 404  200 200 200

GET    /notifications                                401     200          200          200          200
GET    /notifications/compteurs                      401     200          200          200          200
PUT    /notifications/lecture                        401     200          200          200          200
PUT    /notifications/:id/lecture                    401     200 404 404  200 404 404  200 404 404  200 404 404
POST   /notifications/desabonnement                  410     410          410          410          410
DELETE /notifications/:id                            401     204 404 404  204 404 404  204 404 404  204 404 404

GET    /ws                                           426     426          426          426          426
`;

/** What is the same for everybody and says nothing of anybody: the reference, and the pages of the application. */
export const OPEN_PAGES = /^\/(api\/docs(\/.*)?)$/;

export const RELATIONS = ['own', 'assigned', 'another’s'] as const;
export type Relation = (typeof RELATIONS)[number];

export const READERS = ['nobody', 'USER', 'CORRECTOR', 'MENTOR', 'ADMIN'] as const;
export type Reader = (typeof READERS)[number];

export interface Expectation {
  readonly method: string;
  readonly path: string;
  /** What is asked for, when one route answers differently by that. */
  readonly variant: string | null;
  readonly statuses: Readonly<Record<Reader, Readonly<Record<Relation, number>>>>;
}

export const expectations: readonly Expectation[] = EXPECTATIONS.trim()
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map(readLine);

function readLine(line: string): Expectation {
  const [, method = '', path = '', variant = null, cells = ''] =
    /^(\w+) +(\S+)(?: \{(.+?)\})?((?: +\d{3})+)$/.exec(line) ?? unreadable(line);
  // Three spaces or more, or two before a column, part the columns; one space parts the objects within.
  const columns = cells.trim().split(/ {2,}/);
  if (columns.length !== READERS.length) unreadable(line);
  const statuses = Object.fromEntries(READERS.map((reader, at) => [reader, readCell(columns[at] ?? '')]));
  // One column a reader: just counted.
  return { method, path, variant, statuses: statuses as unknown as Expectation['statuses'] };
}

function readCell(cell: string): Record<Relation, number> {
  const [own = 0, assigned = own, others = own] = cell.split(' ').map(Number);
  return { own, assigned, 'another’s': others };
}

function unreadable(line: string): never {
  throw new Error(`Nobody can read this expectation: ${line}`);
}
