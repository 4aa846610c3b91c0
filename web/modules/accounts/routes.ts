import { createRoute, redirect } from '@tanstack/react-router';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery, wasSignedIn } from '../../api/session.ts';
import { lazyPage } from '../../ui/lazy-page.ts';
import { failureCode } from '../identities/failure-code.ts';
import { appRoute, rootRoute } from '../shell/routes.ts';
import { ourPath } from './our-path.ts';

const TABS = ['profil', 'securite', 'preferences', 'donnees'] as const;
export type CompteTab = (typeof TABS)[number];

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  /** `fermee`: whoever is led here had a session that was closed. `erreur`: another service led here, and why. */
  validateSearch: (search): { to?: string; fermee?: boolean; erreur?: string } => ({
    ...failureCode(search.erreur),
    ...(search.to === undefined ? {} : { to: ourPath(search.to) }),
    ...(search.fermee === undefined ? {} : { fermee: true }),
  }),
  beforeLoad: leaveWhenSignedIn,
  component: lazyPage(() => import('./login-page.tsx'), 'LoginPage'),
});

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  beforeLoad: leaveWhenSignedIn,
  component: lazyPage(() => import('./register-page.tsx'), 'RegisterPage'),
});

const confirmEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./confirm-email-page.tsx'), 'ConfirmEmailPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyPage(() => import('./forgot-password-page.tsx'), 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./reset-password-page.tsx'), 'ResetPasswordPage'),
});

const confirmEmailChangeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email-change',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./confirm-email-change-page.tsx'), 'ConfirmEmailChangePage'),
});

const undoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/securite/annuler',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./undo-page.tsx'), 'UndoPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: tokenOf,
  component: lazyPage(() => import('./invitation-page.tsx'), 'InvitationPage'),
});

const compteRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/compte',
  validateSearch: (search): { onglet?: CompteTab; erreur?: string } => {
    const tab = TABS.find((one) => one === search.onglet);
    return { ...(tab && tab !== 'profil' ? { onglet: tab } : {}), ...failureCode(search.erreur) };
  },
  component: lazyPage(() => import('./compte-page.tsx'), 'ComptePage'),
});

export const accountsRootRoutes = [
  loginRoute,
  registerRoute,
  confirmEmailRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  confirmEmailChangeRoute,
  undoRoute,
  invitationRoute,
] as const;
export const accountsAppRoutes = [compteRoute] as const;

/** What the address holds besides what a route asks for comes along in `search`: it is looked at here again. */
async function leaveWhenSignedIn({ search }: { search: { to?: unknown } }): Promise<void> {
  if (!wasSignedIn()) return;
  const me = await queryClient.ensureQueryData(sessionQuery).catch(() => null);
  if (me) throw redirect({ href: ourPath(search.to) });
}

function tokenOf(search: Record<string, unknown>): { token?: string } {
  return typeof search.token === 'string' ? { token: search.token } : {};
}
