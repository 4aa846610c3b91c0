import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { appRoute } from '../shell/routes.ts';

const apiTokensRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/compte/jetons',
  component: lazyPage(() => import('./api-tokens-page.tsx'), 'ApiTokensPage'),
});

export const apiTokensAppRoutes = [apiTokensRoute] as const;
