import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import type { Actor } from '#platform/http/actor.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { countAssigned, listCorrecteurs as findCorrecteurs } from './queries.ts';
import type { listCorrecteursContract } from './schema.ts';

/** Who may be assigned, with how much each has to do. */
export async function listCorrecteurs(
  { db }: Context,
  _allowed: Allowed<'correcteurs.list', Actor>,
): Promise<Static<typeof listCorrecteursContract.response>> {
  const [rows, loads] = await Promise.all([findCorrecteurs(db), countAssigned(db)]);
  const load = (id: string, statut: string) =>
    loads.find((found) => found.correcteurId === id && found.statut === statut)?.count ?? 0;
  return {
    items: rows.map(({ id, prenom, nom, avatar, role }) => ({
      id,
      prenom,
      nom,
      avatar,
      role,
      enCours: load(id, 'EN_COURS'),
      enAttente: load(id, 'EN_ATTENTE'),
    })),
  };
}
