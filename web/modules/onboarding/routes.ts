import { createRoute, redirect } from '@tanstack/react-router';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery } from '../../api/session.ts';
import { lazyPage } from '../../ui/lazy-page.ts';
import { ourPath } from '../accounts/our-path.ts';
import { administratorsOnly, appRoute, rootRoute } from '../shell/routes.ts';

const onboardingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/onboarding',
  validateSearch: (search): { to?: string } => (search.to === undefined ? {} : { to: ourPath(search.to) }),
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: '/login', search: { to: location.href } });
    if (me.role !== 'USER' && me.role !== 'MENTOR') throw redirect({ to: '/app' });
  },
  component: lazyPage(() => import('./onboarding-page.tsx'), 'OnboardingPage'),
});

const roleRequestsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/mentors',
  beforeLoad: administratorsOnly,
  component: lazyPage(() => import('./role-requests-page.tsx'), 'RoleRequestsPage'),
});

export const onboardingRootRoutes = [onboardingRoute] as const;
export const onboardingAppRoutes = [roleRequestsRoute] as const;
