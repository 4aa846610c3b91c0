import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { appRoute } from '../shell/routes.ts';

const notificationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/notifications',
  validateSearch: (search): { filtre?: 'non-lues' } => (search.filtre === 'non-lues' ? { filtre: 'non-lues' } : {}),
  component: lazyPage(() => import('./notifications-page.tsx'), 'NotificationsPage'),
});

export const notificationsAppRoutes = [notificationsRoute] as const;
