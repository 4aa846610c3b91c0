import { get, post, put } from '#platform/http/route.ts';
import { describeMessage, listMessages } from './list-messages.ts';
import { mayReadConversation, maySendMessage } from './policy.ts';
import { readConversation } from './read-conversation.ts';
import { listMessagesContract, readConversationContract, sendMessageContract } from './schema.ts';
import { sendMessage } from './send-message.ts';
import { tellOfView } from './tell-of-view.ts';

export const messagesRoutes = [
  get('/commandes/:id/messages', listMessagesContract, mayReadConversation, async ({ context, allowed, query }) => {
    await tellOfView(context, allowed);
    return listMessages(context, allowed, query);
  }),
  post('/commandes/:id/messages', sendMessageContract, maySendMessage, async ({ context, allowed, body }) =>
    describeMessage(context.db, await sendMessage(context, allowed, body)),
  ),
  put('/commandes/:id/messages/lecture', readConversationContract, mayReadConversation, ({ context, allowed, body }) =>
    readConversation(context, allowed, body),
  ),
];
