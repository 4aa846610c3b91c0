import type { Module } from '#platform/module.ts';
import { commandeEffects } from './events.ts';
import { commandesRoutes } from './routes.ts';
import { unassignDeactivated } from './unassignment/unassign-deactivated.ts';

export { commandeErrors } from './errors.ts';
export {
  commandeAssigned,
  commandeChanged,
  commandeCreated,
  commandeDelivered,
  commandeStatutChanged,
  commandeViewed,
} from './events.ts';
export { type Participants, participantsOf } from './participants.ts';
export {
  type CommandeAccess,
  type CommandeStanding,
  commandeAccess,
  commandeStanding,
  lockAccess,
  mayUploadTo,
} from './policy.ts';
export { countAllUnread, countUnread, findCommande, findPersons, lockCommande } from './queries.ts';
export { type FichierFact, recordFichier } from './record-fichier.ts';
export { isParty, SIDES, type Side, sidesOf } from './sides.ts';
export { STATUT_WORDS } from './words.ts';

export const commandesModule: Module = {
  name: 'commandes',
  routes: commandesRoutes,
  effects: [...commandeEffects, unassignDeactivated],
};
