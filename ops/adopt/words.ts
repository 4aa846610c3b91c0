import type { Bilingual } from '#platform/terminal.ts';
import type { Question } from './answers.ts';
import type { Finding, FindingKind } from './findings.ts';
import type { SetAside } from './prepare.ts';

/** One sentence about what was met, with some of the rows. */
export function sayFinding({ kind, table, column, rows, examples }: Finding): Bilingual {
  const { fr, en } = FINDINGS[kind];
  const some = `${examples.slice(0, 3).join(', ')}${rows > 3 ? ', …' : ''}`;
  return {
    fr: `${table}.${column} : ${fr} – ${rows} ${rows > 1 ? 'lignes' : 'ligne'} (${some})`,
    en: `${table}.${column}: ${en} – ${rows} ${rows === 1 ? 'row' : 'rows'} (${some})`,
  };
}

/** Whether the rows stay in the table they came from. */
export function staysBehind({ kind }: Finding): boolean {
  return kind === 'orphan' || kind === 'incomplete' || kind === 'duplicate';
}

export function sayQuestion(question: Question): Bilingual {
  if (question.kind === 'enumeration') {
    const { column, value, rows, choices } = question;
    return {
      fr: `${column} vaut « ${value} » dans ${rows} ${rows > 1 ? 'lignes' : 'ligne'} : que devient-elle, parmi ${choices.join(', ')} ?`,
      en: `${column} is “${value}” in ${rows} ${rows === 1 ? 'row' : 'rows'}: which of ${choices.join(', ')} does it become?`,
    };
  }
  const keys = question.candidates.map(({ key, createdAt }) => `${key} (${createdAt?.slice(0, 10) ?? '–'})`).join(', ');
  return {
    fr: `${question.address} est l’adresse de plusieurs comptes : lequel la garde, parmi ${keys} ?`,
    en: `${question.address} is the address of several accounts: which of ${keys} keeps it?`,
  };
}

export const REASONS: Record<SetAside['why'], Bilingual> = {
  copied: { fr: 'l’original de ce qui est repris', en: 'the original of what is taken along' },
  'other-meaning': {
    fr: 'le nom d’une table de Staka, et un autre sens',
    en: 'the name of a table of Staka, and another meaning',
  },
  history: { fr: 'l’histoire des anciennes migrations', en: 'the history of the former migrations' },
};

const FINDINGS: Record<FindingKind, Bilingual> = {
  orphan: { fr: 'désigne une ligne absente, reste dans l’original', en: 'names a missing row, stays in the original' },
  incomplete: {
    fr: 'manque et rien ne le remplace, reste dans l’original',
    en: 'is missing and nothing stands in, stays in the original',
  },
  duplicate: { fr: 'déjà dans une autre ligne, reste dans l’original', en: 'is in another row, stays in the original' },
  'stand-in': { fr: 'manque, la valeur par défaut en tient lieu', en: 'is missing, the default stands in' },
  visitor: { fr: 'ne nomme personne, « Visiteur » en tient lieu', en: 'names nobody, “Visiteur” stands in' },
  unlinked: {
    fr: 'désigne une ligne absente, repris sans ce lien',
    en: 'names a missing row, taken along without that link',
  },
  shortened: {
    fr: 'trop long, raccourci (une adresse web : vide) ; entier dans l’original',
    en: 'is too long, shortened (a web address: empty); whole in the original',
  },
  rounded: { fr: 'arrondi au nombre entier', en: 'rounded to a whole number' },
  unreadable: { fr: 'ne se lit pas, remplacé ou vide', en: 'cannot be read, replaced or empty' },
  marked: { fr: 'déjà dans une autre ligne, reçoit une autre valeur', en: 'is in another row, gets another value' },
  euros: { fr: 'en euros, devient des centimes', en: 'is in euros, becomes cents' },
  reworded: { fr: 'change comme vous l’avez répondu', en: 'changes as you have answered' },
  'no-address': {
    fr: 'pas d’adresse, une où rien n’arrive en tient lieu',
    en: 'is no address, one that no letter reaches stands in',
  },
};
