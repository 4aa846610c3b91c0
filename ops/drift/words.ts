import type { Bilingual } from '#platform/terminal.ts';
import type { Difference } from './compare.ts';
import type { PartKind } from './structure.ts';

/** One sentence a difference: `Column users.telephone is missing.` */
export function sayDifference(difference: Difference): Bilingual {
  const { fr, en } = subjectOf(difference);
  switch (difference.state) {
    case 'missing':
      return { fr: `${fr} manque.`, en: `${en} is missing.` };
    case 'extra':
      return { fr: `${fr} est en trop.`, en: `${en} is not of any migration.` };
    case 'changed':
      return {
        fr: `${fr} : ${propertiesOf(difference, 'fr', ['attendu', 'trouvé'])}.`,
        en: `${en}: ${propertiesOf(difference, 'en', ['expected', 'found'])}.`,
      };
  }
}

/** The same of a change that is to be made: `+ column users.telephone`. */
export function sayChange(difference: Difference): Bilingual {
  const subject = subjectOf(difference);
  const say = (language: keyof Bilingual) => {
    const named = subject[language].charAt(0).toLowerCase() + subject[language].slice(1);
    if (difference.state === 'missing') return `+ ${named}`;
    if (difference.state === 'extra') return `- ${named}`;
    const words = { fr: ['devient', 'au lieu de'], en: ['becomes', 'instead of'] } as const;
    return `~ ${named}${language === 'fr' ? '\u202F' : ''}: ${propertiesOf(difference, language, words[language])}`;
  };
  return { fr: say('fr'), en: say('en') };
}

const KINDS: Record<PartKind, Bilingual> = {
  table: { fr: 'La table', en: 'Table' },
  enumeration: { fr: 'L’énumération', en: 'Enumeration' },
  function: { fr: 'La fonction', en: 'Function' },
  column: { fr: 'La colonne', en: 'Column' },
  'primary-key': { fr: 'La clé primaire', en: 'The primary key' },
  index: { fr: 'L’index', en: 'Index' },
  'foreign-key': { fr: 'La clé étrangère', en: 'Foreign key' },
  check: { fr: 'La contrainte', en: 'Check' },
  trigger: { fr: 'Le déclencheur', en: 'Trigger' },
};

const PROPERTIES: Readonly<Record<string, Bilingual>> = {
  type: { fr: 'type', en: 'type' },
  nullable: { fr: 'peut être NULL', en: 'may be NULL' },
  default: { fr: 'valeur par défaut', en: 'default' },
  collation: { fr: 'classement', en: 'collation' },
  values: { fr: 'valeurs', en: 'values' },
  definition: { fr: 'définition', en: 'definition' },
};

const NONE: Bilingual = { fr: 'aucun', en: 'none' };
const YES_NO: Readonly<Record<string, Bilingual>> = { yes: { fr: 'oui', en: 'yes' }, no: { fr: 'non', en: 'no' } };

function subjectOf({ kind, table, name }: Difference): Bilingual {
  const { fr, en } = KINDS[kind];
  if (kind === 'primary-key') return { fr: `${fr} de ${table}`, en: `${en} of ${table}` };
  if (table === '' || kind === 'table') return { fr: `${fr} ${name}`, en: `${en} ${name}` };
  if (kind === 'column') return { fr: `${fr} ${table}.${name}`, en: `${en} ${table}.${name}` };
  if (kind === 'foreign-key') return { fr: `${fr} ${table} (${name})`, en: `${en} ${table} (${name})` };
  return { fr: `${fr} ${name} de ${table}`, en: `${en} ${name} of ${table}` };
}

function propertiesOf(
  { properties }: Difference,
  language: keyof Bilingual,
  words: readonly [expected: string, found: string],
): string {
  return properties
    .map(({ name, expected, found }) => {
      const property = PROPERTIES[name]?.[language] ?? name;
      return `${property}, ${words[0]} ${shown(expected, language)}, ${words[1]} ${shown(found, language)}`;
    })
    .join(language === 'fr' ? ' ; ' : '; ');
}

function shown(value: string | null, language: keyof Bilingual): string {
  if (value === null) return NONE[language];
  return (YES_NO[value]?.[language] ?? value).replace(/\s+/g, ' ');
}
