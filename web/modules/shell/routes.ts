import { createRootRoute, createRoute, notFound, redirect } from '@tanstack/react-router';
import { queryClient } from '../../api/query-client.ts';
import { actedAs, owedQuery, sessionQuery } from '../../api/session.ts';
import type { User } from '../../api/types.ts';
import { AppLayout } from './app-layout.tsx';
import { PageFailed } from './page-failed.tsx';
import { AppPageNotFound, PageNotFound } from './page-not-found.tsx';
import { RootLayout } from './root-layout.tsx';

export const rootRoute = createRootRoute({
  component: RootLayout,
  notFoundComponent: PageNotFound,
  errorComponent: PageFailed,
});

/** Everything behind the door: whoever is not signed in is shown it first, then brought back here. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/app',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: '/login', search: { to: location.href } });
    if ((await queryClient.ensureQueryData(owedQuery)).length > 0)
      throw redirect({ to: '/accord', search: { to: location.href } });
    // Whoever acts in somebody's name leaves the questions to them.
    if (isNew(me) && actedAs() === null) throw redirect({ to: '/onboarding', search: { to: location.href } });
    return { me };
  },
  component: AppLayout,
  notFoundComponent: AppPageNotFound,
});

export const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ ...homeOf(context.me), replace: true });
  },
});

const rootPathRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/app', replace: true });
  },
});

/** Whether the questions of the first sign-in are still to be answered, or put off; who was given a role has none. */
function isNew({ role, onboardedAt }: User): boolean {
  return onboardedAt === null && (role === 'USER' || role === 'MENTOR');
}

/** Where each person's next thing to do is. */
export function homeOf(me: User) {
  switch (me.role) {
    case 'ADMIN':
      return { to: '/app/admin/commandes' } as const;
    case 'CORRECTOR':
      return { to: '/app/file' } as const;
    case 'USER':
    case 'MENTOR':
      return { to: '/app/commandes' } as const;
  }
}

/** For `beforeLoad` of what only administrators may see: to others it does not exist. */
export function administratorsOnly({ context }: { context: { me: User } }): void {
  if (context.me.role !== 'ADMIN') throw notFound();
}

export const shellRootRoutes = [rootPathRoute] as const;
export const shellAppRoutes = [homeRoute] as const;
