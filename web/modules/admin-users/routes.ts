import { createRoute } from '@tanstack/react-router';
import type { Role } from '../../api/types.ts';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute } from '../shell/routes.ts';

export const ROLES = ['USER', 'CORRECTOR', 'MENTOR', 'ADMIN'] as const satisfies readonly Role[];
/** Which people, beside those of a role: one at a time is what one looks for. */
export const STATES = ['actifs', 'desactives', 'a-confirmer', 'second-facteur', 'sans-second-facteur'] as const;
export type UsersSearch = { q?: string; role?: Role; etat?: (typeof STATES)[number] };

const utilisateursRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/utilisateurs',
  beforeLoad: administratorsOnly,
  validateSearch: (search): UsersSearch => {
    const role = ROLES.find((one) => one === search.role);
    const etat = STATES.find((one) => one === search.etat);
    const q = typeof search.q === 'string' ? search.q : '';
    return { ...(q ? { q } : {}), ...(role ? { role } : {}), ...(etat ? { etat } : {}) };
  },
  component: lazyPage(() => import('./users-page.tsx'), 'UsersPage'),
});

const personRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/utilisateurs/$id',
  beforeLoad: administratorsOnly,
  component: lazyPage(() => import('./person-page.tsx'), 'PersonPage'),
});

export const adminUsersAppRoutes = [utilisateursRoute, personRoute] as const;
