import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { DateTime, Id, MessageAnswer, Nullable } from '#platform/http/types.ts';

export const Session = Type.Object(
  {
    id: Id,
    device: Nullable(Type.String({ description: 'Browser and system, such as “Firefox · Linux”' })),
    ip: Nullable(Type.String()),
    userAgent: Nullable(Type.String()),
    timezone: Nullable(Type.String({ description: 'IANA name of the device’s zone, as it was said by `X-Timezone`' })),
    place: Nullable(Type.String({ description: 'The town that zone is named after, such as “Paris”' })),
    tokenId: Nullable(Type.String({ description: 'The API token it was opened with, revoked with it' })),
    state: Type.Union([Type.Literal('open'), Type.Literal('revoked'), Type.Literal('expired')]),
    createdAt: DateTime,
    lastUsedAt: Type.String({ format: 'date-time', description: 'RFC 3339, UTC; exact to the minute' }),
    expiresAt: Type.String({ format: 'date-time', description: 'RFC 3339, UTC; moves on while the session is used' }),
    revokedAt: Nullable(DateTime),
    byAdministrator: Type.Boolean({ description: 'An administrator acts, or acted, as this person with it' }),
    current: Type.Boolean({ description: 'The session this very request was made with' }),
  },
  { title: 'Session' },
);
export type Session = Static<typeof Session>;

const ListQuery = Type.Object({
  ...PageQuery,
  state: Type.Optional(
    Type.Union([Type.Literal('open'), Type.Literal('all')], {
      default: 'open',
      description: '`open`: neither expired nor revoked. `all`: those that have ended, too, until they are taken off.',
    }),
  ),
});
const OfPerson = Type.Object({ id: Id });
const OfPersonSession = Type.Object({ id: Id, sessionId: Id });
const CLOSING = 'The device that holds it is signed out at its next request, and its sockets are closed.';
const REMOVING = `Closes it if it is open, and takes it off the list. ${CLOSING}`;
const PROOF = 'Wants a fresh authentication, unless it is the session of this request or has ended.';

export const listSessionsContract = contract({
  summary: 'List my sessions',
  description: 'Newest first.',
  tags: ['sessions'],
  query: ListQuery,
  response: pageOf(Session),
  errors: ['CURSOR_INVALID'],
});

export const revokeSessionContract = contract({
  summary: 'Close one of my sessions',
  description: `It stays in the list of all, as revoked. ${CLOSING} ${PROOF}`,
  tags: ['sessions'],
  params: Type.Object({ id: Id }),
  errors: ['SESSION_NOT_FOUND', 'FRESH_AUTHENTICATION_REQUIRED'],
});

export const removeSessionContract = contract({
  summary: 'Take one of my sessions off the list',
  description: `${REMOVING} ${PROOF}`,
  tags: ['sessions'],
  params: Type.Object({ id: Id }),
  errors: ['SESSION_NOT_FOUND', 'FRESH_AUTHENTICATION_REQUIRED'],
});

export const revokeOtherSessionsContract = contract({
  summary: 'Close all my sessions but this one',
  description: 'Wants a fresh authentication.',
  tags: ['sessions'],
  response: MessageAnswer,
  errors: ['FRESH_AUTHENTICATION_REQUIRED'],
});

export const revokeEverySessionContract = contract({
  summary: 'Close all my sessions, this one too',
  description: 'Takes the cookie back. Wants a fresh authentication.',
  tags: ['sessions'],
  response: MessageAnswer,
  errors: ['FRESH_AUTHENTICATION_REQUIRED'],
});

export const listPersonSessionsContract = contract({
  summary: 'List the sessions of a person',
  description: 'Newest first. For administrators.',
  tags: ['administration'],
  params: OfPerson,
  query: ListQuery,
  response: pageOf(Session),
  errors: ['SESSION_PERSON_NOT_FOUND', 'CURSOR_INVALID'],
});

export const revokePersonSessionsContract = contract({
  summary: 'Close every session of a person',
  description: 'For administrators, who keep the session they ask with when the person is themselves.',
  tags: ['administration'],
  params: OfPerson,
  response: MessageAnswer,
  errors: ['SESSION_PERSON_NOT_FOUND'],
});

export const revokePersonSessionContract = contract({
  summary: 'Close a session of a person',
  description: `For administrators. It stays in the list of all, as revoked. ${CLOSING}`,
  tags: ['administration'],
  params: OfPersonSession,
  errors: ['SESSION_NOT_FOUND'],
});

export const removePersonSessionContract = contract({
  summary: 'Take a session of a person off the list',
  description: `For administrators. ${REMOVING}`,
  tags: ['administration'],
  params: OfPersonSession,
  errors: ['SESSION_NOT_FOUND'],
});

export const logoutContract = contract({
  summary: 'Sign out',
  description: 'Revokes the session of this request, if any, and takes the cookie back.',
  tags: ['sessions'],
  response: MessageAnswer,
});
