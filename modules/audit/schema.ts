import { type Static, Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { DateTime, Enum, Id, Nullable, Text } from '#platform/http/types.ts';

const Named = Type.Object(
  {
    id: Id,
    name: Nullable(Type.String({ description: 'First and last name, or the address; null once the account is gone' })),
  },
  { title: 'AuditPerson' },
);

export const AuditEntry = Type.Object(
  {
    id: Id,
    createdAt: DateTime,
    action: Type.String({ description: 'What was done', examples: ['session.revoked'] }),
    actor: Type.Unsafe<Static<typeof Named> | null>({
      anyOf: [Named, { type: 'null' }],
      description: 'Who did it; null for the application itself, and for whoever was not signed in',
    }),
    impersonator: Type.Unsafe<Static<typeof Named> | null>({
      anyOf: [Named, { type: 'null' }],
      description: 'The administrator who acted as that person',
    }),
    targetType: Nullable(Type.String({ examples: ['user', 'commande', 'file', 'session'] })),
    targetId: Nullable(Type.String()),
    targetName: Nullable(Type.String({ description: 'What the target is called now, if it is still there' })),
    sessionId: Nullable(Type.String()),
    ip: Nullable(Type.String()),
    userAgent: Nullable(Type.String()),
    data: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What else is known: ids, states, names of fields; never a secret or anybody’s text',
    }),
  },
  { title: 'AuditEntry' },
);
export type AuditEntry = Static<typeof AuditEntry>;

const FILTERS = {
  person: Type.Optional({ ...Id, description: 'Did it, was acted as, or was it done to' }),
  actor: Type.Optional({ ...Id, description: 'Did it, themselves or as somebody else' }),
  targetType: Type.Optional(Type.String({ maxLength: 50, pattern: '^[a-z-]+$' })),
  target: Type.Optional({ ...Id, description: 'What it was done to' }),
  action: Type.Optional(
    Type.String({
      maxLength: 100,
      pattern: '^[a-z]+(-[a-z]+)*(\\.[a-z-]+)*$',
      description: 'An action, or the word before its dot for all that begin so',
      examples: ['session', 'session.revoked'],
    }),
  ),
  from: Type.Optional({ ...DateTime, description: 'From this instant on' }),
  to: Type.Optional({ ...DateTime, description: 'Until before this instant' }),
  q: Type.Optional(
    Text({
      maxLength: 200,
      description: 'Words to find in names, e-mail, titles, file names, addresses and actions',
    }),
  ),
};
export const AuditQuery = Type.Object(FILTERS);
export type AuditQuery = Static<typeof AuditQuery>;

export const listAuditContract = contract({
  summary: 'Search the audit log',
  description: 'For administrators. Newest first. Having looked is itself recorded, once an hour for each search.',
  tags: ['administration'],
  query: Type.Object({ ...PageQuery, ...FILTERS }),
  response: pageOf(AuditEntry),
  errors: ['FORBIDDEN', 'CURSOR_INVALID', 'AUDIT_PERIOD_INVALID'],
});

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;

export const exportAuditContract = contract({
  summary: 'Export the audit log',
  description:
    'For administrators. Every entry that the filters find, newest first, streamed as CSV (RFC 4180, UTF-8) or as JSON Lines. Each export is itself recorded.',
  tags: ['administration'],
  query: Type.Object({
    format: Type.Optional(Enum(EXPORT_FORMATS, { default: 'csv' })),
    ...FILTERS,
  }),
  raw: true,
  answers: { 200: { description: 'The entries', bytes: true } },
  errors: ['FORBIDDEN', 'AUDIT_PERIOD_INVALID'],
  rateLimit: { max: 30, windowSeconds: 60 },
});
