import type { Module } from '#platform/module.ts';
import { mountAvatar } from './mount-avatar.ts';
import { avatarsRoutes } from './routes.ts';

export { avatarChanged } from './events.ts';

export const avatarsModule: Module = { name: 'avatars', routes: avatarsRoutes, mount: mountAvatar };
