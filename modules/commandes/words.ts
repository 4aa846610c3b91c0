import type { StatutCommande } from '#platform/db/database.gen.ts';
import type { Word } from '#platform/http/errors.ts';

/** A statut as people say it, in the sentences of errors. */
export const STATUT_WORDS: Record<StatutCommande, Word> = {
  EN_ATTENTE: { fr: '«\u00A0en attente\u00A0»', en: '“waiting”' },
  EN_COURS: { fr: '«\u00A0en cours\u00A0»', en: '“under way”' },
  TERMINE: { fr: '«\u00A0terminée\u00A0»', en: '“finished”' },
  ANNULEE: { fr: '«\u00A0annulée\u00A0»', en: '“cancelled”' },
  SUSPENDUE: { fr: '«\u00A0suspendue\u00A0»', en: '“suspended”' },
};

/** The fields of a commande that a person may try to change. */
export const FIELD_WORDS = {
  titre: { fr: 'le titre', en: 'the title' },
  description: { fr: 'la description', en: 'the description' },
  priorite: { fr: 'la priorité', en: 'the priority' },
  dateEcheance: { fr: 'l’échéance', en: 'the deadline' },
  noteClient: { fr: 'la note privée', en: 'the private note' },
  noteCorrecteur: { fr: 'le carnet du correcteur', en: 'the corrector’s notebook' },
} satisfies Record<string, Word>;
