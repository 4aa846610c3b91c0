import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute } from '../shell/routes.ts';
import { type AuditSearch, readSearch } from './search.ts';

const journalRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/journal',
  beforeLoad: administratorsOnly,
  validateSearch: (search): AuditSearch => readSearch(search),
  component: lazyPage(() => import('./audit-page.tsx'), 'AuditPage'),
});

export const auditAppRoutes = [journalRoute] as const;
