import type { Bilingual } from '#platform/terminal.ts';
import type { Outcome, Report } from './report.ts';
import type { StepRecord } from './state.ts';

const OUTCOMES: Record<Outcome, Bilingual> = {
  deployed: { fr: 'Déployé', en: 'Deployed' },
  refused: { fr: 'Refusé : rien n’a été changé', en: 'Refused: nothing was changed' },
  'went-back': { fr: 'Revenu en arrière : tout est comme avant', en: 'Went back: all is as before' },
  stuck: {
    fr: 'Arrêté : le retour en arrière a échoué, la maintenance reste en place',
    en: 'Stuck: the way back failed, maintenance stays on',
  },
  planned: { fr: 'Essai à blanc', en: 'Dry run' },
};

export function sayOutcome(outcome: Outcome): Bilingual {
  return OUTCOMES[outcome];
}

/** The report for people, in French and then in English. */
export function renderMarkdown(report: Report): string {
  return [...section(report, 'fr'), '', ...section(report, 'en'), ''].join('\n');
}

const WORDS = {
  fr: { title: 'Déploiement', by: 'par', back: 'Retour en arrière', backup: 'Sauvegarde', migrations: 'Migrations' },
  en: { title: 'Deployment', by: 'by', back: 'Way back', backup: 'Backup', migrations: 'Migrations' },
};

function section(report: Report, language: keyof Bilingual): string[] {
  const words = WORDS[language];
  const colon = { fr: ' : ', en: ': ' }[language];
  const { outcome, from, to, ref, migrations, backup, steps, wayBack } = report;
  return [
    `# ${words.title}${colon}${OUTCOMES[outcome][language]}`,
    '',
    `- ${report.startedAt} → ${report.finishedAt}, ${words.by} ${report.by}@${report.host}`,
    `- \`${from ?? '–'}\` → \`${to ?? '–'}\` (${ref ?? '–'})`,
    `- ${words.migrations}${colon}${migrations.length === 0 ? '–' : migrations.join(', ')}`,
    `- ${words.backup}${colon}${backup ?? '–'}`,
    '',
    ...steps.map((record) => line(record, language)),
    ...(wayBack.length === 0 ? [] : ['', `## ${words.back}`, '', ...wayBack.map((record) => line(record, language))]),
  ];
}

function line({ state, title, found, milliseconds }: StepRecord, language: keyof Bilingual): string {
  const told = found[language].replaceAll(/\s*\n\s*/g, ' ');
  return `- [${state === 'done' ? 'x' : ' '}] ${title[language]} (${(milliseconds / 1000).toFixed(1)} s) – ${told}`;
}
