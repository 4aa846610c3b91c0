import { del, get, signedIn } from '#platform/http/route.ts';
import { maySeeAvatar } from './policy.ts';
import { readAvatarContract, removeAvatarContract } from './schema.ts';
import { sendAvatar } from './send-avatar.ts';
import { removeAvatar } from './set-avatar.ts';

export const avatarsRoutes = [
  get('/users/:id/avatar', readAvatarContract, maySeeAvatar, (call) => sendAvatar(call, call.allowed, call.query.v)),
  del('/users/me/avatar', removeAvatarContract, signedIn, ({ context, allowed }) => removeAvatar(context, allowed)),
];
