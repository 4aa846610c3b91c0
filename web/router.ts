import { createRouter } from '@tanstack/react-router';
import { accountsAppRoutes, accountsRootRoutes } from './modules/accounts/routes.ts';
import { adminClerkAppRoutes } from './modules/admin-clerk/routes.ts';
import { adminUsersAppRoutes } from './modules/admin-users/routes.ts';
import { apiTokensAppRoutes } from './modules/api-tokens/routes.ts';
import { auditAppRoutes } from './modules/audit/routes.ts';
import { commandesAppRoutes } from './modules/commandes/routes.ts';
import { consentsRootRoutes } from './modules/consents/routes.ts';
import { devMailRootRoutes } from './modules/dev-mail/routes.ts';
import { exploitationAppRoutes } from './modules/exploitation/routes.ts';
import { notificationsAppRoutes } from './modules/notifications/routes.ts';
import { onboardingAppRoutes, onboardingRootRoutes } from './modules/onboarding/routes.ts';
import { personalDataAppRoutes, personalDataRootRoutes } from './modules/personal-data/routes.ts';
import { sessionsAppRoutes } from './modules/sessions/routes.ts';
import { AppPageFailed } from './modules/shell/page-failed.tsx';
import { appRoute, rootRoute, shellAppRoutes, shellRootRoutes } from './modules/shell/routes.ts';
import { studioAppRoutes } from './modules/studio/routes.ts';

const routeTree = rootRoute.addChildren([
  ...shellRootRoutes,
  ...accountsRootRoutes,
  ...onboardingRootRoutes,
  ...consentsRootRoutes,
  ...devMailRootRoutes,
  ...personalDataRootRoutes,
  appRoute.addChildren([
    ...shellAppRoutes,
    ...commandesAppRoutes,
    ...accountsAppRoutes,
    ...sessionsAppRoutes,
    ...apiTokensAppRoutes,
    ...notificationsAppRoutes,
    ...adminUsersAppRoutes,
    ...adminClerkAppRoutes,
    ...onboardingAppRoutes,
    ...auditAppRoutes,
    ...exploitationAppRoutes,
    ...personalDataAppRoutes,
    ...studioAppRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: AppPageFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
