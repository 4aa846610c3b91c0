import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUES, type Langue } from '#platform/http/actor.ts';
import type { Side } from './sides.ts';
import { type Condition, REOPEN_DAYS, TRANSITIONS, type Transition } from './workflow.ts';

/**
 * The page of documentation about the workflow, made from the table in `workflow.ts`. `node
 * modules/commandes/workflow-page.ts` writes it; a test says when it is stale.
 */
export function renderWorkflowPage(langue: Langue): string {
  const { title, intro, headings, after } = PAGE[langue];
  return [
    `# ${title}`,
    intro,
    ['```mermaid', 'stateDiagram-v2', ...diagram(langue), '```'].join('\n'),
    table([[...headings], ...TRANSITIONS.map((line) => cells(line, langue))]),
    after,
  ].join('\n\n');
}

/** The pages that do not say what the table says. */
export async function staleWorkflowPages(): Promise<string[]> {
  const stale = await Promise.all(
    LANGUES.map(async (langue) => {
      const written = await readFile(pathOf(langue), 'utf8').catch(() => '');
      return written === renderWorkflowPage(langue) ? [] : [pathOf(langue)];
    }),
  );
  return stale.flat();
}

function pathOf(langue: Langue): string {
  return join(import.meta.dirname, '../../docs', langue === 'en' ? 'workflow.md' : `workflow.${langue}.md`);
}

function diagram(langue: Langue): string[] {
  return [
    '[*] --> EN_ATTENTE',
    ...TRANSITIONS.map((line) => arrow(line, langue)),
    'TERMINE --> [*]',
    'ANNULEE --> [*]',
  ].map((line) => `    ${line}`);
}

function arrow({ from, to, who }: Transition, langue: Langue): string {
  return `${from} --> ${to}: ${people(who, langue)}`;
}

function cells({ from, to, who, reasonRequired, conditions }: Transition, langue: Langue): string[] {
  const { yes, no } = PAGE[langue];
  const needed = conditions.map((condition) => CONDITIONS[langue][condition]).join(', ');
  return [`\`${from}\``, `\`${to}\``, people(who, langue), reasonRequired ? yes : no, needed];
}

function people(who: readonly Side[], langue: Langue): string {
  return who.map((side) => PEOPLE[langue][side]).join(', ');
}

/** Columns of even width, as the formatter leaves them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((values) => [...(values[column] ?? '')].length)),
  );
  const line = (values: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => (values[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [head = '', ...body] = rows.map((values) => line(values, ' '));
  return [head, line([], '-'), ...body].join('\n');
}

const PEOPLE: Record<Langue, Record<Side, string>> = {
  fr: { client: 'client', correcteur: 'correcteur assigné', administrateur: 'administrateur' },
  en: { client: 'client', correcteur: 'assigned corrector', administrateur: 'administrator' },
};

const CONDITIONS: Record<Langue, Record<Condition, string>> = {
  fr: {
    CORRECTEUR_ASSIGNE: 'un correcteur est assigné',
    CORRECTION_LIVREE: 'un fichier corrigé est livré',
    STATUT_AVANT_PAUSE: 'c’était le statut avant la suspension',
    MOINS_DE_30_JOURS: `${REOPEN_DAYS} jours au plus après la livraison`,
  },
  en: {
    CORRECTEUR_ASSIGNE: 'a corrector is assigned',
    CORRECTION_LIVREE: 'a corrected file is delivered',
    STATUT_AVANT_PAUSE: 'it was the statut before the pause',
    MOINS_DE_30_JOURS: `at most ${REOPEN_DAYS} days after the delivery`,
  },
};

const PAGE = {
  fr: {
    title: 'Le parcours d’une commande',
    intro:
      'Cette page est faite à partir de la table de `modules/commandes/workflow.ts` par `node modules/commandes/workflow-page.ts`. Tout autre changement est refusé (`COMMANDE_TRANSITION_REFUSED`).',
    headings: ['De', 'Vers', 'Qui', 'Raison exigée', 'Condition'],
    yes: 'oui',
    no: 'non',
    after:
      'Une commande se termine par sa livraison (`POST /api/commandes/:id/livraison`). Tant qu’elle est `SUSPENDUE`, le temps ne court pas : à la reprise, l’échéance recule d’autant. Chaque changement laisse une ligne dans l’historique : qui, quand et pourquoi.\n',
  },
  en: {
    title: 'The workflow of a commande',
    intro:
      'This page is made from the table in `modules/commandes/workflow.ts` by `node modules/commandes/workflow-page.ts`. Every other change is refused (`COMMANDE_TRANSITION_REFUSED`).',
    headings: ['From', 'To', 'Who', 'Reason required', 'Condition'],
    yes: 'yes',
    no: 'no',
    after:
      'A commande ends with its delivery (`POST /api/commandes/:id/livraison`). While it is `SUSPENDUE` its clock stands still: on resuming, the deadline moves by as much. Each change leaves a line in the history: who, when and why.\n',
  },
} satisfies Record<Langue, object>;

if (import.meta.main) for (const langue of LANGUES) await writeFile(pathOf(langue), renderWorkflowPage(langue));
