import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute, rootRoute } from '../shell/routes.ts';

const cancelErasureRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/effacement/annuler',
  validateSearch: (search): { token?: string } => (typeof search.token === 'string' ? { token: search.token } : {}),
  component: lazyPage(() => import('./cancel-erasure-page.tsx'), 'CancelErasurePage'),
});

const erasuresRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/effacements',
  beforeLoad: administratorsOnly,
  component: lazyPage(() => import('./erasures-page.tsx'), 'ErasuresPage'),
});

export const personalDataRootRoutes = [cancelErasureRoute] as const;
export const personalDataAppRoutes = [erasuresRoute] as const;
