import { get, patch, post, put, signedIn } from '#platform/http/route.ts';
import { assignCommande } from './assign-commande.ts';
import { changeStatut } from './change-statut.ts';
import { createCommande } from './create-commande.ts';
import { deliverCommande } from './deliver-commande.ts';
import { describeCommande } from './describe-commandes.ts';
import { editCommande } from './edit-commande.ts';
import { listCommandes } from './list-commandes.ts';
import { listCorrecteurs } from './list-correcteurs.ts';
import {
  mayAssign,
  mayChangeStatut,
  mayCreateCommande,
  mayDeliver,
  mayEditCommande,
  mayListCorrecteurs,
  mayReadCommande,
} from './policy.ts';
import { readHistorique } from './read-historique.ts';
import {
  assignCommandeContract,
  changeStatutContract,
  createCommandeContract,
  deliverCommandeContract,
  editCommandeContract,
  listCommandesContract,
  listCorrecteursContract,
  readCommandeContract,
  readHistoriqueContract,
} from './schema.ts';
import { tellOfView } from './tell-of-view.ts';

export const commandesRoutes = [
  get('/commandes', listCommandesContract, signedIn, ({ context, actor, query }) =>
    listCommandes(context, actor, query),
  ),
  post('/commandes', createCommandeContract, mayCreateCommande, async ({ context, actor, allowed, body }) =>
    describeCommande(context.db, actor, await createCommande(context, allowed, body)),
  ),
  get('/commandes/:id', readCommandeContract, mayReadCommande, async ({ context, actor, allowed, params }) => {
    await tellOfView(context, allowed);
    return describeCommande(context.db, actor, params.id);
  }),
  patch('/commandes/:id', editCommandeContract, mayEditCommande, async ({ context, actor, allowed, body, params }) => {
    await editCommande(context, allowed, body);
    return describeCommande(context.db, actor, params.id);
  }),
  put(
    '/commandes/:id/statut',
    changeStatutContract,
    mayChangeStatut,
    async ({ context, actor, allowed, body, params }) => {
      await changeStatut(context, allowed, body);
      return describeCommande(context.db, actor, params.id);
    },
  ),
  put(
    '/commandes/:id/assignation',
    assignCommandeContract,
    mayAssign,
    async ({ context, actor, allowed, body, params }) => {
      await assignCommande(context, allowed, body);
      return describeCommande(context.db, actor, params.id);
    },
  ),
  post(
    '/commandes/:id/livraison',
    deliverCommandeContract,
    mayDeliver,
    async ({ context, actor, allowed, body, params }) => {
      await deliverCommande(context, allowed, body);
      return describeCommande(context.db, actor, params.id);
    },
  ),
  get('/commandes/:id/historique', readHistoriqueContract, mayReadCommande, ({ context, allowed, query }) =>
    readHistorique(context, allowed, query),
  ),
  get('/correcteurs', listCorrecteursContract, mayListCorrecteurs, ({ context, allowed }) =>
    listCorrecteurs(context, allowed),
  ),
];
