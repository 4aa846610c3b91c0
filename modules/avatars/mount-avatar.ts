import type { FastifyInstance } from 'fastify';
import type { Context } from '#platform/context.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { schemaOf } from '#platform/http/mount.ts';
import { rateLimitOf } from '#platform/http/rate-limit.ts';
import type { Crop } from './cut-picture.ts';
import { avatarErrors } from './errors.ts';
import { setAvatarContract } from './schema.ts';
import { setAvatar } from './set-avatar.ts';

/** Puts the route that takes a picture where it is: its body is bytes, whatever they are called. */
export async function mountAvatar(api: FastifyInstance, context: Context): Promise<void> {
  await api.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.route<{ Querystring: Crop }>({
      method: 'PUT',
      url: '/api/users/me/avatar',
      schema: schemaOf(setAvatarContract, { status: 200, isPublic: false }),
      config: { rateLimit: rateLimitOf('PUT', setAvatarContract) },
      bodyLimit: setAvatarContract.bodyLimit,
      // Before the bytes are read: whoever is not signed in sends none.
      onRequest: async (request) => {
        if (request.actor === null) throw httpErrors.AUTH_REQUIRED();
      },
      handler: async ({ actor, body, query }) => {
        if (actor === null) throw httpErrors.AUTH_REQUIRED();
        if (!Buffer.isBuffer(body) || body.length === 0) throw avatarErrors.AVATAR_UNREADABLE();
        return { avatar: await setAvatar(context, actor, { bytes: body, crop: query }) };
      },
    });
  });
}
