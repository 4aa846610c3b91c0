import { anyone, get, put, signedIn } from '#platform/http/route.ts';
import { changeConsent } from './change-consent.ts';
import { asked } from './kinds.ts';
import { presentConsents } from './present.ts';
import { listConsents } from './queries.ts';
import * as contracts from './schema.ts';

export const consentsRoutes = [
  get('/auth/consents', contracts.listAskedContract, anyone, ({ context }) => ({ items: asked(context.config) })),
  get('/users/me/consents', contracts.listConsentsContract, signedIn, async ({ context, allowed }) => ({
    items: presentConsents(await listConsents(context.db, allowed.userId), context.config),
  })),
  put('/users/me/consents/:kind', contracts.changeConsentContract, signedIn, async (call) => {
    const { context, allowed, params, body, request } = call;
    const place = { ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 500) ?? null };
    await changeConsent(context, allowed, { kind: params.kind, isGranted: body.granted, ...place });
    return { items: presentConsents(await listConsents(context.db, allowed.userId), context.config) };
  }),
];
