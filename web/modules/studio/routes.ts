import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute } from '../shell/routes.ts';

const studioRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/studio',
  beforeLoad: administratorsOnly,
  component: lazyPage(() => import('./open-studio.tsx'), 'OpenStudio'),
});

export const studioAppRoutes = [studioRoute] as const;
