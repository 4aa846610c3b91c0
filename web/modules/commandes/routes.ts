import { createRoute, notFound } from '@tanstack/react-router';
import { queryClient } from '../../api/query-client.ts';
import type { User } from '../../api/types.ts';
import { lazyPage } from '../../ui/lazy-page.ts';
import { administratorsOnly, appRoute } from '../shell/routes.ts';
import { commandeQuery } from './queries.ts';
import { type CommandesSearch, readSearch } from './search.ts';

const SECTIONS = ['fil', 'versions', 'details'] as const;
export type Section = (typeof SECTIONS)[number];

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/commandes',
  validateSearch: (search): CommandesSearch => readSearch(search),
  component: lazyPage(() => import('./author-home-page.tsx'), 'AuthorHomePage'),
});

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/commandes/nouvelle',
  /** The commande that was opened when the manuscript was dropped. */
  validateSearch: (search): { commande?: string } =>
    typeof search['commande'] === 'string' ? { commande: search['commande'] } : {},
  component: lazyPage(() => import('./new-commande-page.tsx'), 'NewCommandePage'),
});

const commandeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/commandes/$id',
  /** On a phone the page is shown a part at a time. */
  validateSearch: (search): { partie?: Section } => {
    const section = SECTIONS.find((one) => one === search['partie']);
    return section && section !== 'fil' ? { partie: section } : {};
  },
  /** The page is shown when there is something on it, so that the focus finds its title. */
  loader: ({ params }) => queryClient.prefetchQuery(commandeQuery(params.id)),
  component: lazyPage(() => import('./commande-page.tsx'), 'CommandePage'),
});

const queueRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/file',
  beforeLoad: thoseWhoCorrect,
  component: lazyPage(() => import('./queue-page.tsx'), 'QueuePage'),
});

const adminCommandesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/admin/commandes',
  beforeLoad: administratorsOnly,
  validateSearch: (search): CommandesSearch => readSearch(search),
  component: lazyPage(() => import('./admin-commandes-page.tsx'), 'AdminCommandesPage'),
});

export const commandesAppRoutes = [homeRoute, newRoute, commandeRoute, queueRoute, adminCommandesRoute] as const;

/** Correctors, and administrators, who may be assigned too. To others it does not exist. */
function thoseWhoCorrect({ context }: { context: { me: User } }): void {
  if (context.me.role !== 'CORRECTOR' && context.me.role !== 'ADMIN') throw notFound();
}
