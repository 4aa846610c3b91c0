import { type Static, Type } from 'typebox';
import { DATA_EXPORT_STATE } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, MessageAnswer, Nullable } from '#platform/http/types.ts';

const Proof = Body({
  password: Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'One’s own; somebody without one has signed in within a quarter of an hour instead',
    }),
  ),
});
const PROOF_REFUSED = ['ACCOUNT_PASSWORD_WRONG', 'AUTH_TOO_MANY_ATTEMPTS', 'FRESH_AUTHENTICATION_REQUIRED'] as const;

export const DataExport = Type.Object(
  {
    id: Id,
    state: Enum(DATA_EXPORT_STATE),
    sizeBytes: Nullable(Type.Integer()),
    createdAt: DateTime,
    readyAt: Nullable(DateTime),
    expiresAt: Nullable(DateTime),
  },
  { title: 'DataExport' },
);
export type DataExport = Static<typeof DataExport>;

export const requestExportContract = contract({
  summary: 'Ask for an archive of everything of mine',
  description:
    'A ZIP of JSON and of the bytes of one’s files, made in the background, one at a time. A letter says when it is ready; it is kept for seven days.',
  tags: ['personal data'],
  status: 202,
  response: DataExport,
  errors: ['EXPORT_UNDER_WAY', 'FRESH_AUTHENTICATION_REQUIRED'],
  rateLimit: { max: 10, windowSeconds: 60 },
});

export const listExportsContract = contract({
  summary: 'Archives of my data',
  description: 'The twenty newest.',
  tags: ['personal data'],
  response: Type.Object({ items: Type.Array(DataExport) }),
});

export const readExportContract = contract({
  summary: 'The bytes of an archive of my data',
  description: 'For its owner alone, for seven days.',
  tags: ['personal data'],
  params: Type.Object({ id: Id }),
  raw: true,
  answers: { 200: { description: 'A ZIP archive', bytes: true } },
  errors: ['EXPORT_NOT_FOUND'],
});

export const deactivateContract = contract({
  summary: 'Close my account',
  description:
    'Nothing is erased: an administrator can open it again. Every session ends, and one’s tickets are assigned to nobody.',
  tags: ['personal data'],
  body: Proof,
  response: MessageAnswer,
  errors: [...PROOF_REFUSED, 'ACCOUNT_LAST_ADMINISTRATOR'],
  rateLimit: { max: 10, windowSeconds: 60 },
});

export const requestErasureContract = contract({
  summary: 'Have my account erased',
  description:
    'It is closed now, and erased after some days (`ERASURE_DELAY_DAYS`); until then the link of a letter keeps it. Invoices stay as long as the law asks.',
  tags: ['personal data'],
  body: Proof,
  status: 202,
  response: Type.Object({ ...MessageAnswer.properties, dueAt: DateTime }),
  errors: [...PROOF_REFUSED, 'ACCOUNT_LAST_ADMINISTRATOR'],
  rateLimit: { max: 10, windowSeconds: 60 },
});

export const cancelErasureContract = contract({
  summary: 'Keep an account that was to be erased',
  description: 'By the link of the letter, until the day of the erasure, and once.',
  tags: ['personal data'],
  body: Body({ token: Type.String({ minLength: 1, maxLength: 200, description: 'From the link in the letter' }) }),
  response: MessageAnswer,
  errors: ['AUTH_LINK_INVALID'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

const Kept = Type.Object({
  what: Enum(['invoices', 'corrections', 'audit']),
  count: Nullable(Type.Integer()),
  numbers: Type.Optional(Type.Array(Type.String({ description: 'Of invoices' }))),
  until: Nullable(Type.String({ description: 'Day on which the last may go; null where the house decides' })),
});

export const Erasure = Type.Object(
  {
    id: Id,
    userId: Id,
    person: Nullable(
      Type.Object(
        { prenom: Type.String(), nom: Type.String(), email: Type.String() },
        { description: 'As long as it is not erased' },
      ),
    ),
    state: Enum(['PENDING', 'CANCELLED', 'DONE']),
    createdAt: DateTime,
    dueAt: DateTime,
    cancelledAt: Nullable(DateTime),
    doneAt: Nullable(DateTime),
    erased: Type.Record(Type.String(), Type.Integer(), { description: 'Rows that are gone, by table' }),
    kept: Type.Array(Kept),
  },
  { title: 'Erasure' },
);
export type Erasure = Static<typeof Erasure>;

export const listErasuresContract = contract({
  summary: 'Erasures: asked for, done, and what was kept',
  description: 'For administrators. Newest first.',
  tags: ['administration'],
  query: Type.Object(PageQuery),
  response: pageOf(Erasure),
  errors: ['FORBIDDEN', 'CURSOR_INVALID'],
});
