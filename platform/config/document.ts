import { join } from 'node:path';
import type { Bilingual, TerminalLanguage } from '#platform/terminal.ts';
import type { Variable } from './variable.ts';
import { PROJECT_ROOT, RESERVED_VARIABLES, VARIABLES } from './variables.ts';

/** What is written from the table of variables: path and content of each file. */
export function configurationDocuments(): { path: string; content: string }[] {
  return [
    { path: join(PROJECT_ROOT, 'docs/operations/configuration.md'), content: renderGuide('en') },
    { path: join(PROJECT_ROOT, 'docs/operations/configuration.fr.md'), content: renderGuide('fr') },
    { path: join(PROJECT_ROOT, '.env.example'), content: renderExample() },
  ];
}

const WORDS = {
  title: { fr: 'Configuration', en: 'Configuration' },
  other: { fr: '[English](configuration.md)', en: '[Français](configuration.fr.md)' },
  intro: {
    fr: `Staka se règle par des variables d’environnement. Elles peuvent aussi être écrites dans un fichier \`.env\` à la racine du projet (\`.env.example\` en est un modèle) ; l’environnement l’emporte. Une variable vide compte comme absente.

Tout est lu une fois, au démarrage. Ce qui ne va pas est dit en une fois, variable par variable, et Staka ne démarre pas.`,
    en: `Staka is set up by environment variables. They may also be written in a file \`.env\` at the root of the project (\`.env.example\` is a model); the environment wins. An empty variable counts as not set.

Everything is read once, at start. Whatever is wrong is said at once, variable by variable, and Staka does not start.`,
  },
  secret: { fr: 'Secrète : jamais affichée ni journalisée.', en: 'Secret: never shown nor logged.' },
  reserved: { fr: 'Noms réservés', en: 'Names kept' },
  reservedIntro: {
    fr: 'Cette version ne se sert pas encore de ces variables ; si l’une d’elles est renseignée, Staka le dit au démarrage.',
    en: 'This version does not use these variables yet; if one of them is set, Staka says so when it starts.',
  },
  generated: {
    fr: '<!-- Écrit par `npm run config:document` depuis platform/config/variables.ts. -->',
    en: '<!-- Written by `npm run config:document` from platform/config/variables.ts. -->',
  },
} satisfies Record<string, Bilingual>;

function renderGuide(language: TerminalLanguage): string {
  const say = (words: Bilingual) => words[language];
  const sections = Object.entries<Variable<unknown>>(VARIABLES).map(([name, variable]) => {
    const expected = capitalised(say(variable.expected));
    const secret = variable.secret ? `\n\n${say(WORDS.secret)}` : '';
    return `## ${name}\n\n${say(variable.description)}\n\n${expected}. ${defaultOf(variable, language)}${secret}\n`;
  });
  return [
    say(WORDS.generated),
    `# ${say(WORDS.title)}\n`,
    `${say(WORDS.other)}\n`,
    `${say(WORDS.intro)}\n`,
    ...sections,
    `## ${say(WORDS.reserved)}\n`,
    `${say(WORDS.reservedIntro)}\n`,
    `${RESERVED_VARIABLES.map((name) => `- \`${name}\``).join('\n')}\n`,
  ].join('\n');
}

function defaultOf(variable: Variable<unknown>, language: TerminalLanguage): string {
  const value = variable.computed?.[language] ?? (variable.fallback === undefined ? null : `\`${variable.fallback}\``);
  if (value === null) return language === 'fr' ? 'Rien par défaut.' : 'Nothing by default.';
  return language === 'fr' ? `Par défaut : ${value}.` : `Default: ${value}.`;
}

function renderExample(): string {
  const blocks = Object.entries<Variable<unknown>>(VARIABLES).map(([name, variable]) => {
    const value = variable.fallback ?? variable.computed?.en.replaceAll('`', '') ?? '';
    return `# ${variable.description.fr}\n# ${variable.description.en}\n#${name}=${value.includes(' ') ? `"${value}"` : value}\n`;
  });
  const head =
    '# Copier ce fichier en .env. Guide : docs/operations/configuration.fr.md\n# Copy this file to .env. Guide: docs/operations/configuration.md\n';
  return [head, ...blocks].join('\n');
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
