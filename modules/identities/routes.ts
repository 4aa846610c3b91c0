import type { SecondStep } from '#modules/second-factors/module.ts';
import { setSessionCookie, visitorOf } from '#modules/sessions/module.ts';
import { CodedError } from '#platform/http/errors.ts';
import { anyone, del, get, post, signedIn } from '#platform/http/route.ts';
import { begin } from './begin.ts';
import { finish, isLinking } from './finish.ts';
import { clearOidcCookie, OIDC_COOKIE } from './oidc-secret.ts';
import { ourPath } from './our-path.ts';
import { mayLinkIdentity, mayUnlinkIdentity } from './policy.ts';
import { presentIdentity } from './present.ts';
import { listIdentities } from './queries.ts';
import * as contracts from './schema.ts';
import { unlinkIdentity } from './unlink-identity.ts';

const SECURITE = '/app/compte?onglet=securite';

export const identitiesRoutes = [
  get('/auth/oidc', contracts.listProvidersContract, anyone, ({ context }) => ({
    items: context.config.oidcProviders.map(({ name, label }) => ({ name, label })),
  })),
  post('/auth/oidc/:provider', contracts.beginSignInContract, anyone, async ({ context, reply, params, body }) => ({
    url: await begin(context, { provider: params.provider, to: ourPath(body.to), userId: null }, reply),
  })),
  get(
    '/auth/oidc/:provider/callback',
    contracts.finishContract,
    anyone,
    async ({ context, request, reply, params, actor }) => {
      const secret = request.cookies[OIDC_COOKIE];
      const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const failed = (await isLinking(context, secret)) ? `${SECURITE}&` : '/login?';
      clearOidcCookie(reply, context.config);
      reply.header('cache-control', 'no-store');
      try {
        const back = { provider: params.provider, query, secret, actor, visitor: visitorOf(request) };
        const { to, token, step } = await finish(context, back);
        if (step) return reply.redirect(stepUrl(to, step), 302);
        if (token !== null) setSessionCookie(reply, token, context.config);
        return reply.redirect(to, 302);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        return reply.redirect(`${failed}erreur=${error.code}`, 302);
      }
    },
  ),
  get('/users/me/identities', contracts.listIdentitiesContract, signedIn, async ({ context, actor }) => {
    const rows = await listIdentities(context.db, actor.userId);
    return { items: rows.map((row) => presentIdentity(context, row)) };
  }),
  post(
    '/users/me/identities/:provider',
    contracts.beginLinkContract,
    mayLinkIdentity,
    async ({ context, reply, params, allowed }) => ({
      url: await begin(context, { provider: params.provider, to: SECURITE, userId: allowed.userId }, reply),
    }),
  ),
  del('/users/me/identities/:id', contracts.unlinkIdentityContract, mayUnlinkIdentity, async ({ context, allowed }) => {
    await unlinkIdentity(context, allowed);
  }),
];

/** The page of signing in asks for the second factor; what follows `#` is sent to no server, and is in no log. */
function stepUrl(to: string, { challenge, methods }: SecondStep): string {
  const step = new URLSearchParams({ etape: challenge, moyens: methods.join(',') });
  return `/login?${new URLSearchParams({ to })}#${step}`;
}
