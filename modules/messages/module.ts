import type { Module } from '#platform/module.ts';
import { messageEffects } from './events.ts';
import { messagesRoutes } from './routes.ts';

export { conversationViewed, messageSent, messagesRead } from './events.ts';

export const messagesModule: Module = {
  name: 'messages',
  routes: messagesRoutes,
  effects: messageEffects,
};
