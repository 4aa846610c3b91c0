import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { appRoute } from '../shell/routes.ts';

const sessionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/compte/sessions',
  component: lazyPage(() => import('./sessions-page.tsx'), 'SessionsPage'),
});

export const sessionsAppRoutes = [sessionsRoute] as const;
