import type { Static } from 'typebox';
import type { Context } from '#platform/context.ts';
import type { CommandeRow } from '#platform/db/database.gen.ts';
import { inTransaction } from '#platform/db/db.ts';
import type { Allowed } from '#platform/http/policy.ts';
import { publish } from '#platform/outbox/outbox.ts';
import { futureDeadline } from './deadline.ts';
import { commandeErrors } from './errors.ts';
import { commandeChanged } from './events.ts';
import { type CommandeAccess, lockAccess, mayAnnotate, mayEditNow } from './policy.ts';
import { insertHistorique, updateCommande } from './queries.ts';
import type { editCommandeContract } from './schema.ts';
import { cleanText, cleanTitre } from './texts.ts';
import { FIELD_WORDS, STATUT_WORDS } from './words.ts';

type Input = Static<typeof editCommandeContract.body>;
type Field = keyof Input;

const NOTES = ['noteClient', 'noteCorrecteur'] as const;

/**
 * Changes what was given and differs. The private notes are written without a line in the history: their other side
 * is not even to know of them.
 * @throws COMMANDE_FIELD_FORBIDDEN, COMMANDE_NOT_EDITABLE, COMMANDE_DEADLINE_PAUSED and what is wrong with a value
 */
export async function editCommande(
  context: Context,
  allowed: Allowed<'commande.edit', CommandeAccess>,
  input: Input,
  now = Temporal.Now.instant(),
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const access = await lockAccess(tx, allowed);
    const fields = fieldsOf(input);
    for (const field of fields) requireField(access, field);
    const changes = changesOf(access.commande, input, now);
    const changed = fields.filter((field) => field in changes);
    if (changed.length === 0) return;

    const { commande, actor } = access;
    await updateCommande(tx, commande.id, changes);
    const told = changed.filter((field) => !isNote(field));
    if (told.length > 0)
      await insertHistorique(tx, {
        commandeId: commande.id,
        actorId: actor.userId,
        action: 'MODIFICATION',
        data: { fields: told },
      });
    await publish(tx, commandeChanged, { commandeId: commande.id, actorId: actor.userId, fields: changed });
  });
}

function fieldsOf(input: Input): Field[] {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return given.map(([field]) => field as Field); // the contract refuses other fields
}

function requireField(access: CommandeAccess, field: Field): void {
  if (isNote(field)) {
    if (!mayAnnotate(access, field)) throw commandeErrors.COMMANDE_FIELD_FORBIDDEN({ field: FIELD_WORDS[field] });
    return;
  }
  const { commande, sides } = access;
  if (!sides.includes('client') && !sides.includes('administrateur'))
    throw commandeErrors.COMMANDE_FIELD_FORBIDDEN({ field: FIELD_WORDS[field] });
  if (!mayEditNow(access)) throw commandeErrors.COMMANDE_NOT_EDITABLE({ statut: STATUT_WORDS[commande.statut] });
}

function isNote(field: Field): field is (typeof NOTES)[number] {
  return NOTES.some((note) => note === field);
}

type Changes = Partial<Pick<CommandeRow, Field>>;

function changesOf(commande: CommandeRow, input: Input, now: Temporal.Instant): Changes {
  const { titre, description, priorite, noteClient, noteCorrecteur } = input;
  const given: Changes = {
    ...(titre === undefined ? {} : { titre: cleanTitre(titre) }),
    ...(description === undefined ? {} : { description: cleanText('description', description) }),
    ...(priorite === undefined ? {} : { priorite }),
    ...(noteClient === undefined ? {} : { noteClient: cleanText('noteClient', noteClient) }),
    ...(noteCorrecteur === undefined ? {} : { noteCorrecteur: cleanText('noteCorrecteur', noteCorrecteur) }),
  };
  const differing = Object.entries(given).filter(([field, value]) => value !== commande[field as Field]);
  return { ...Object.fromEntries(differing), ...deadlineChange(commande, input.dateEcheance, now) };
}

function deadlineChange(
  { dateEcheance: current, statut }: CommandeRow,
  wanted: string | null | undefined,
  now: Temporal.Instant,
): Pick<Changes, 'dateEcheance'> {
  if (wanted === undefined || sameInstant(current, wanted)) return {};
  if (statut === 'SUSPENDUE') throw commandeErrors.COMMANDE_DEADLINE_PAUSED();
  return { dateEcheance: wanted === null ? null : futureDeadline(wanted, now) };
}

/** A form that sends back a deadline that has passed meanwhile changes nothing. */
function sameInstant(current: Date | null, wanted: string | null): boolean {
  return current?.getTime() === (wanted === null ? undefined : Temporal.Instant.from(wanted).epochMilliseconds);
}
