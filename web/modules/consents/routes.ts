import { createRoute, redirect } from '@tanstack/react-router';
import { queryClient } from '../../api/query-client.ts';
import { owedQuery, sessionQuery } from '../../api/session.ts';
import { lazyPage } from '../../ui/lazy-page.ts';
import { ourPath } from '../accounts/our-path.ts';
import { rootRoute } from '../shell/routes.ts';

const consentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accord',
  validateSearch: (search): { to?: string } => (search.to === undefined ? {} : { to: ourPath(search.to) }),
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: '/login', search: { to: location.href } });
    if ((await queryClient.ensureQueryData(owedQuery)).length === 0) throw redirect({ to: '/app' });
  },
  component: lazyPage(() => import('./consent-page.tsx'), 'ConsentPage'),
});

export const consentsRootRoutes = [consentRoute] as const;
