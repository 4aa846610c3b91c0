import { type Static, type TProperties, Type } from 'typebox';
import { Person } from '#modules/accounts/module.ts';
import { HISTORIQUE_ACTION, PRIORITE, STATUT_COMMANDE } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, Nullable, Text } from '#platform/http/types.ts';

/** What a TEXT column of MySQL holds is 65,535 bytes; a little is left for what the future adds. */
export const TEXT_MAX_BYTES = 60_000;

const Statut = Enum(STATUT_COMMANDE, { description: 'Where the commande stands in its workflow' });
const PrioriteWord = Enum(PRIORITE, { description: 'URGENTE 24–72 h, HAUTE 3–7 days, NORMALE 7–14 days, FAIBLE open' });

const Titre = Text({ minLength: 1, maxLength: 255, description: 'Trimmed; 1 to 255 characters' });
const LongText = (description: string) =>
  Nullable(
    Text({ maxLength: TEXT_MAX_BYTES, description: `${description}; at most ${TEXT_MAX_BYTES} bytes in UTF-8` }),
  );
const Reason = Text({ maxLength: 2000, description: 'Why, for the history; read by every participant' });

export const CommandeTransition = Type.Object({ to: Statut, reasonRequired: Type.Boolean() });

export const Commande = Type.Object(
  {
    id: Id,
    titre: Type.String(),
    description: Nullable(Type.String()),
    statut: Statut,
    priorite: PrioriteWord,
    dateEcheance: Nullable(DateTime),
    dateFinition: Nullable(DateTime),
    createdAt: DateTime,
    updatedAt: DateTime,
    suspendedAt: Nullable(DateTime),
    amountCents: Nullable(Type.Integer({ description: 'TTC, in cents' })),
    client: Person,
    correcteur: Nullable(Person),
    noteClient: Type.Optional(Nullable(Type.String({ description: 'Present only for the client and administrators' }))),
    noteCorrecteur: Type.Optional(
      Nullable(Type.String({ description: 'Present only for the corrector and administrators' })),
    ),
    unreadMessages: Type.Integer({ description: 'Messages the reader has received and not read' }),
    fileCount: Type.Integer({ description: 'Files that are not deleted' }),
    transitions: Type.Array(CommandeTransition, {
      description: 'The statuts that the reader may set now with `PUT /commandes/:id/statut`',
    }),
    may: Type.Object({
      edit: Type.Boolean({ description: 'titre, description, priorite and dateEcheance' }),
      upload: Type.Boolean(),
      message: Type.Boolean(),
      assign: Type.Boolean(),
      deliver: Type.Boolean(),
      annotateClient: Type.Boolean(),
      annotateCorrecteur: Type.Boolean(),
    }),
    deadline: Type.Object({
      at: Nullable(DateTime),
      paused: Type.Boolean({ description: 'The clock stands still while SUSPENDUE' }),
      remainingSeconds: Nullable(
        Type.Integer({ description: 'Negative once late; null without a deadline and once the commande has ended' }),
      ),
    }),
  },
  { title: 'Commande' },
);
export type Commande = Static<typeof Commande>;

export const Historique = Type.Object(
  {
    id: Id,
    action: Enum(HISTORIQUE_ACTION),
    fromStatut: Nullable(Statut),
    toStatut: Nullable(Statut),
    reason: Nullable(Type.String()),
    data: Type.Object(
      {
        fields: Type.Optional(Type.Array(Type.String(), { description: 'MODIFICATION: what was changed' })),
        correcteur: Type.Optional(Nullable(Person)),
        previous: Type.Optional(Nullable(Person)),
        files: Type.Optional(
          Type.Array(Type.Object({ id: Id, filename: Type.String() }), { description: 'FICHIER and LIVRAISON' }),
        ),
        kind: Type.Optional(Type.String({ description: 'FICHIER: MANUSCRIT, CORRECTION or PIECE_JOINTE' })),
        change: Type.Optional(Type.String({ description: 'FICHIER: added, removed or restored' })),
      },
      { description: 'What the action concerns' },
    ),
    actor: Nullable(Person),
    createdAt: DateTime,
  },
  { title: 'Historique' },
);
export type Historique = Static<typeof Historique>;

export const Correcteur = Type.Object(
  {
    ...(Person.properties satisfies TProperties),
    enCours: Type.Integer({ description: 'Commandes EN_COURS assigned to this person' }),
    enAttente: Type.Integer({ description: 'Commandes EN_ATTENTE assigned to this person' }),
  },
  { title: 'Correcteur' },
);

export const CommandeParams = Type.Object({ id: Id });

/** One or several of the words, separated by commas. */
function listOf(values: readonly string[], description: string) {
  const word = `(?:${values.join('|')})`;
  return Type.Optional(Type.String({ pattern: `^${word}(?:,${word})*$`, maxLength: 200, description }));
}

export const COMMANDE_SORTS = ['createdAt', 'dateEcheance', 'priorite', 'titre'] as const;
export type CommandeSort = (typeof COMMANDE_SORTS)[number];

export const listCommandesContract = contract({
  summary: 'List commandes',
  description: 'Authors see theirs, correctors those assigned to them, administrators all of them.',
  tags: ['commandes'],
  query: Type.Object({
    ...PageQuery,
    q: Type.Optional(Text({ maxLength: 200, description: 'Words to find in title, description and client’s name' })),
    statut: listOf(STATUT_COMMANDE, 'One or several statuts, separated by commas'),
    priorite: listOf(PRIORITE, 'One or several priorities, separated by commas'),
    correcteurId: Type.Optional(Text({ maxLength: 191, description: 'A corrector; `none` for unassigned' })),
    clientId: Type.Optional(Text({ maxLength: 191, description: 'Whose commandes they are' })),
    sort: Type.Optional(
      Enum(
        COMMANDE_SORTS.flatMap((sort) => [sort, `-${sort}` as const]),
        {
          default: '-createdAt',
          description:
            '`-` for descending; by deadline, in either direction, finished and cancelled ones come last, and before them those without a deadline',
        },
      ),
    ),
  }),
  response: pageOf(Commande),
  errors: ['CURSOR_INVALID'],
});

export const createCommandeContract = contract({
  summary: 'Create a commande',
  description: 'Without `dateEcheance` one is proposed: URGENTE in 72 h, HAUTE in 7 days, NORMALE in 14 days.',
  tags: ['commandes'],
  body: Body({
    titre: Titre,
    description: Type.Optional(LongText('What the work is about')),
    priorite: Type.Optional(PrioriteWord),
    dateEcheance: Type.Optional(Nullable(DateTime)),
    noteClient: Type.Optional(LongText('Private to the client and administrators')),
  }),
  status: 201,
  response: Commande,
  errors: ['COMMANDE_TITRE_REQUIRED', 'COMMANDE_TEXT_TOO_LONG', 'COMMANDE_DEADLINE_PAST'],
});

export const readCommandeContract = contract({
  summary: 'Read a commande',
  tags: ['commandes'],
  params: CommandeParams,
  response: Commande,
  errors: ['COMMANDE_NOT_FOUND'],
});

export const editCommandeContract = contract({
  summary: 'Change a commande',
  description:
    'The client while it is EN_ATTENTE, administrators until it has ended. Each private note is written by its own side, at any time.',
  tags: ['commandes'],
  params: CommandeParams,
  body: Body({
    titre: Type.Optional(Titre),
    description: Type.Optional(LongText('What the work is about')),
    priorite: Type.Optional(PrioriteWord),
    dateEcheance: Type.Optional(Nullable(DateTime)),
    noteClient: Type.Optional(LongText('Private to the client and administrators')),
    noteCorrecteur: Type.Optional(LongText('Private to the corrector and administrators')),
  }),
  response: Commande,
  errors: [
    'COMMANDE_NOT_FOUND',
    'COMMANDE_FIELD_FORBIDDEN',
    'COMMANDE_NOT_EDITABLE',
    'COMMANDE_TITRE_REQUIRED',
    'COMMANDE_TEXT_TOO_LONG',
    'COMMANDE_DEADLINE_PAST',
    'COMMANDE_DEADLINE_PAUSED',
  ],
});

export const changeStatutContract = contract({
  summary: 'Change the statut of a commande',
  description: 'The table of transitions is in `docs/workflow.md`. A commande ends by `POST /commandes/:id/livraison`.',
  tags: ['commandes'],
  params: CommandeParams,
  body: Body({ statut: Statut, reason: Type.Optional(Nullable(Reason)) }),
  response: Commande,
  errors: [
    'COMMANDE_NOT_FOUND',
    'COMMANDE_TRANSITION_REFUSED',
    'COMMANDE_TRANSITION_FORBIDDEN',
    'COMMANDE_REASON_REQUIRED',
    'COMMANDE_CORRECTEUR_REQUIRED',
    'COMMANDE_CORRECTION_REQUIRED',
    'COMMANDE_REOPEN_TOO_LATE',
  ],
});

export const assignCommandeContract = contract({
  summary: 'Assign a commande to a corrector, or take it back',
  description: 'For administrators. Once the work has begun the corrector is replaced and not removed.',
  tags: ['commandes'],
  params: CommandeParams,
  body: Body({ correcteurId: Nullable(Id) }),
  response: Commande,
  errors: [
    'COMMANDE_NOT_FOUND',
    'FORBIDDEN',
    'COMMANDE_CORRECTEUR_INVALID',
    'COMMANDE_UNASSIGN_REFUSED',
    'COMMANDE_ASSIGN_CLOSED',
  ],
});

export const deliverCommandeContract = contract({
  summary: 'Deliver corrected files',
  description: 'Ends the commande, and writes the message, with the files attached, into its conversation.',
  tags: ['commandes'],
  params: CommandeParams,
  body: Body({
    fileIds: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }),
    message: Type.Optional(Text({ maxLength: 10_000, description: 'A word to the client' })),
  }),
  response: Commande,
  errors: [
    'COMMANDE_NOT_FOUND',
    'COMMANDE_TRANSITION_REFUSED',
    'COMMANDE_TRANSITION_FORBIDDEN',
    'COMMANDE_DELIVERY_FILE_REFUSED',
  ],
});

export const readHistoriqueContract = contract({
  summary: 'What happened to a commande',
  tags: ['commandes'],
  params: CommandeParams,
  query: Type.Object(PageQuery),
  response: pageOf(Historique),
  errors: ['COMMANDE_NOT_FOUND', 'CURSOR_INVALID'],
});

export const listCorrecteursContract = contract({
  summary: 'Who may correct',
  description: 'Active correctors and administrators, with their load. For administrators.',
  tags: ['commandes'],
  response: Type.Object({ items: Type.Array(Correcteur) }),
  errors: ['FORBIDDEN'],
});
