import { type Static, Type } from 'typebox';
import { Person } from '#modules/accounts/module.ts';
import { File } from '#modules/files/module.ts';
import { MESSAGE_TYPE } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, Text } from '#platform/http/types.ts';

export const CONTENT_MAX_LENGTH = 10_000;

export const Message = Type.Object(
  {
    id: Id,
    commandeId: Id,
    sender: Person,
    content: Type.String({ description: 'Plain text; may be empty when there are attachments' }),
    type: Enum(MESSAGE_TYPE),
    isRead: Type.Boolean({ description: 'Whether the other party has read it' }),
    createdAt: DateTime,
    attachments: Type.Array(File),
  },
  { title: 'Message' },
);
export type Message = Static<typeof Message>;

const ConversationParams = Type.Object({ id: Id });

export const listMessagesContract = contract({
  summary: 'The conversation of a commande',
  description: 'Newest first.',
  tags: ['messages'],
  params: ConversationParams,
  query: Type.Object(PageQuery),
  response: pageOf(Message),
  errors: ['COMMANDE_NOT_FOUND', 'CURSOR_INVALID'],
});

export const sendMessageContract = contract({
  summary: 'Write into the conversation of a commande',
  description:
    'Text, attachments or both. A client that makes the `id` (a UUID, best a UUIDv7) may send again after a lost answer: the same message is answered, and there is no second one.',
  tags: ['messages'],
  params: ConversationParams,
  body: Body({
    id: Type.Optional(Type.String({ format: 'uuid', description: 'Made by the client, so that a retry does nothing' })),
    content: Type.Optional(
      Text({
        maxLength: CONTENT_MAX_LENGTH,
        description: `Trimmed; 1 to ${CONTENT_MAX_LENGTH} characters, or none with attachments`,
      }),
    ),
    attachmentIds: Type.Optional(
      Type.Array(Id, {
        maxItems: 20,
        uniqueItems: true,
        description: 'Files of this commande that the sender uploaded, not deleted',
      }),
    ),
  }),
  status: 201,
  response: Message,
  errors: ['COMMANDE_NOT_FOUND', 'MESSAGE_EMPTY', 'MESSAGE_ID_TAKEN', 'FILE_NOT_ATTACHABLE'],
  rateLimit: { max: 120, windowSeconds: 60 },
});

export const readConversationContract = contract({
  summary: 'Mark the conversation as read up to a message',
  description: 'What was read stays read: an older message than before changes nothing.',
  tags: ['messages'],
  params: ConversationParams,
  body: Body({ upTo: Id }),
  response: Type.Object({
    unread: Type.Integer({ description: 'Messages of this conversation that remain unread' }),
  }),
  errors: ['COMMANDE_NOT_FOUND', 'MESSAGE_NOT_FOUND'],
});
