import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { rootRoute } from '../shell/routes.ts';

const mailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/app/dev/mail',
  validateSearch: (search): { lettre?: string } => (typeof search.lettre === 'string' ? { lettre: search.lettre } : {}),
  component: lazyPage(() => import('./mail-page.tsx'), 'MailPage'),
});

/** Outside the door: the letter that lets one in is read before one is in. */
export const devMailRootRoutes = [mailRoute] as const;
