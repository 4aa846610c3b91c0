import { Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { mountRoutes } from '#platform/http/mount.ts';
import { anyone, get } from '#platform/http/route.ts';
import { DateTime, Nullable } from '#platform/http/types.ts';
import type { Module } from '#platform/module.ts';
import { readLetter, readLetters } from './folder-mailer.ts';
import { mailFolder } from './open-mailer.ts';

const Mail = Type.Object(
  {
    id: Type.String(),
    to: Type.String(),
    subject: Type.String(),
    text: Type.String(),
    html: Nullable(Type.String()),
    createdAt: DateTime,
  },
  { title: 'Mail' },
);

const listMails = contract({
  summary: 'Letters kept instead of sent, newest first',
  description: 'In development only: there is no such address in production.',
  tags: ['development'],
  response: Type.Object({ items: Type.Array(Mail) }),
});

const readMail = contract({
  summary: 'One letter kept instead of sent',
  description: 'In development only: there is no such address in production.',
  tags: ['development'],
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: Mail,
  errors: ['NOT_FOUND'],
});

const routes = [
  get('/dev/mails', listMails, anyone, async ({ context }) => ({
    items: await readLetters(mailFolder(context.config)),
  })),
  get('/dev/mails/:id', readMail, anyone, async ({ context, params }) => {
    const letter = await readLetter(mailFolder(context.config), params.id);
    if (!letter) throw httpErrors.NOT_FOUND();
    return letter;
  }),
];

/** `/api/dev/mails`, which `/app/dev/mail` shows: whoever can reach it reads every secret link, hence never in production. */
export const devMailsModule: Module = {
  name: 'dev-mails',
  mount: (app, context) => {
    if (context.config.environment !== 'production') mountRoutes(app, context, routes, { prefix: '/api' });
  },
};
