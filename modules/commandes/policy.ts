import type { Context } from '#platform/context.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { Actor } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { commandeErrors } from './errors.ts';
import { type CommandeSides, findCommande, findCommandeSides, lockCommande } from './queries.ts';
import { type Side, sidesOf } from './sides.ts';

/** A commande, who looks at it, and from which sides. */
export interface CommandeAccess {
  readonly commande: CommandeRow;
  readonly actor: Actor;
  readonly sides: readonly Side[];
}

/** The same without the commande's texts, for what is asked often. */
export interface CommandeStanding {
  readonly commande: CommandeSides;
  readonly actor: Actor;
  readonly sides: readonly Side[];
}

type CommandeCall = SignedInCall<{ params: { id: string } }>;

/**
 * The commande, for someone who may see it.
 * @throws COMMANDE_NOT_FOUND alike when it does not exist and when it is not theirs to see
 */
export async function commandeAccess(db: Db, actor: Actor, commandeId: string): Promise<CommandeAccess> {
  return accessTo(await findCommande(db, commandeId), actor);
}

/** @throws COMMANDE_NOT_FOUND as `commandeAccess` does */
export async function commandeStanding(db: Db, actor: Actor, commandeId: string): Promise<CommandeStanding> {
  const commande = await findCommandeSides(db, commandeId);
  const sides = commande ? sidesOf(commande, actor) : [];
  if (!commande || sides.length === 0) throw commandeErrors.COMMANDE_NOT_FOUND();
  return { commande, actor, sides };
}

export async function mayReadCommande(call: CommandeCall): Promise<Allowed<'commande.read', CommandeAccess>> {
  return allow('commande.read', await accessOf(call));
}

export function mayCreateCommande({ actor }: { actor: Actor }): Allowed<'commande.create', Actor> {
  return allow('commande.create', actor);
}

/** Which fields, and when, is settled by the verb under its lock. */
export async function mayEditCommande(call: CommandeCall): Promise<Allowed<'commande.edit', CommandeAccess>> {
  return allow('commande.edit', await accessOf(call));
}

/** Which transition is settled by the verb under its lock, from the table in `workflow.ts`. */
export async function mayChangeStatut(call: CommandeCall): Promise<Allowed<'commande.statut', CommandeAccess>> {
  return allow('commande.statut', await accessOf(call));
}

export async function mayDeliver(call: CommandeCall): Promise<Allowed<'commande.deliver', CommandeAccess>> {
  return allow('commande.deliver', await accessOf(call));
}

export async function mayAssign(call: CommandeCall): Promise<Allowed<'commande.assign', CommandeAccess>> {
  const access = await accessOf(call);
  if (!access.sides.includes('administrateur')) throw httpErrors.FORBIDDEN();
  return allow('commande.assign', access);
}

export function mayListCorrecteurs({ actor }: { actor: Actor }): Allowed<'correcteurs.list', Actor> {
  if (actor.role !== 'ADMIN') throw httpErrors.FORBIDDEN();
  return allow('correcteurs.list', actor);
}

/**
 * The access again, as it is under the lock of the transaction: what the policy saw may have changed since.
 * @throws COMMANDE_NOT_FOUND when it is gone, or no longer theirs to see
 */
export async function lockAccess(tx: Db, { commande, actor }: CommandeStanding): Promise<CommandeAccess> {
  return accessTo(await lockCommande(tx, commande.id), actor);
}

/** The statuts in which there is still work to do. */
export function isOpen({ statut }: Pick<CommandeRow, 'statut'>): boolean {
  return statut === 'EN_ATTENTE' || statut === 'EN_COURS' || statut === 'SUSPENDUE';
}

/** titre, description, priorite and dateEcheance. */
export function mayEditNow({ commande, sides }: Standing): boolean {
  if (sides.includes('administrateur')) return isOpen(commande);
  return sides.includes('client') && commande.statut === 'EN_ATTENTE';
}

/** Each private note has its own side, which also reads it. */
export function mayAnnotate({ sides }: Pick<Standing, 'sides'>, note: 'noteClient' | 'noteCorrecteur'): boolean {
  return sides.includes(note === 'noteClient' ? 'client' : 'correcteur') || sides.includes('administrateur');
}

export function mayDeliverNow({ commande, sides }: Standing): boolean {
  return commande.statut === 'EN_COURS' && (sides.includes('correcteur') || sides.includes('administrateur'));
}

/** Whether files may still be added to a commande by this person. */
export function mayUploadTo({ commande, sides }: Standing): boolean {
  return sides.length > 0 && commande.statut !== 'ANNULEE';
}

interface Standing {
  readonly commande: Pick<CommandeRow, 'statut'>;
  readonly sides: readonly Side[];
}

function accessOf({ context, actor, params }: { context: Context; actor: Actor; params: { id: string } }) {
  return commandeAccess(context.db, actor, params.id);
}

function accessTo(commande: CommandeRow | undefined, actor: Actor): CommandeAccess {
  const sides = commande ? sidesOf(commande, actor) : [];
  if (!commande || sides.length === 0) throw commandeErrors.COMMANDE_NOT_FOUND();
  return { commande, actor, sides };
}
