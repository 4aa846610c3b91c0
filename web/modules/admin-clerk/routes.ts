import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute } from '../shell/routes.ts';

const clerkRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/clerk',
  beforeLoad: administratorsOnly,
  component: lazyPage(() => import('./clerk-page.tsx'), 'ClerkPage'),
});

export const adminClerkAppRoutes = [clerkRoute] as const;
