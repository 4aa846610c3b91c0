import { join, resolve } from 'node:path';
import { type AdoptOptions, adopt, type PlannedAdoption, planAdoption } from '#ops/adopt/adopt.ts';
import { readAnswers, writeQuestions } from '#ops/adopt/answers.ts';
import type { AdoptionPlan, PlannedTable } from '#ops/adopt/prepare.ts';
import { REASONS, sayFinding, sayQuestion, staysBehind } from '#ops/adopt/words.ts';
import { backupFolder } from '#ops/backup/list-backups.ts';
import { number } from '#platform/quantities.ts';
import { columns } from './columns.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

const UNANSWERED = 3;

export const adoptCommand: Command = {
  name: 'adopt',
  summary: {
    fr: 'Fait d’une base existante (Prisma, Laravel…) une base de Staka, sans perdre une ligne : montre d’abord le plan avec --plan.',
    en: 'Makes a Staka database of an existing one (Prisma, Laravel…) without losing a row: shows the plan first with --plan.',
  },
  options: {
    plan: {
      type: 'boolean',
      summary: {
        fr: 'Montre seulement ce qui serait fait, et écrit les questions à remplir.',
        en: 'Only shows what would be done, and writes the questions to be filled in.',
      },
    },
    mapping: {
      type: 'string',
      placeholder: 'FILE',
      summary: {
        fr: 'Le fichier JSON des réponses ; DATA_DIR/adoption.json sinon.',
        en: 'The JSON file of answers; DATA_DIR/adoption.json otherwise.',
      },
    },
    force: {
      type: 'boolean',
      summary: {
        fr: 'Aussi quand quelqu’un est connecté à la base.',
        en: 'Also while somebody is connected to the database.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'Reprise faite, déjà faite, ou plan prêt.',
      en: 'Adopted, adopted already, or the plan is ready.',
    },
    [UNANSWERED]: {
      fr: 'Des questions attendent une réponse dans le fichier ; rien n’a été changé.',
      en: 'Questions wait for an answer in the file; nothing was changed.',
    },
  },
  examples: ['adopt --plan', 'adopt', 'adopt --mapping=answers.json --json'],
  run: async (call) => {
    const path = mappingPath(call);
    const options = { ...addressOf(call), answers: await readAnswers(path) };
    return call.values.plan ? showPlan(call, options, path) : run(call, options, path);
  },
};

function mappingPath({ values, config }: CommandCall): string {
  return typeof values.mapping === 'string' ? resolve(values.mapping) : join(config.dataDir, 'adoption.json');
}

function addressOf({ secrets }: CommandCall) {
  return { url: secrets.databaseUrl, directUrl: secrets.directUrl };
}

async function showPlan(call: CommandCall, options: AdoptOptions, path: string): Promise<number> {
  const planned = await planAdoption(options);
  if (call.values.json) call.print(JSON.stringify({ ...planned, plan: planned.plan && told(planned.plan) }));
  else if (planned.plan) report(call, planned.plan);
  else sayState(call, planned.state);
  return planned.plan ? askQuestions(call, options, planned.plan, path) : 0;
}

async function run(call: CommandCall, options: AdoptOptions, path: string): Promise<number> {
  const adoption = await adopt({
    ...options,
    ...(!call.values.json && { log: call.print }),
    backups: backupFolder(call.config),
    keys: call.secrets.backupKeys,
    force: call.values.force === true,
  });
  if (call.values.json) call.print(JSON.stringify({ ...adoption, plan: adoption.plan && told(adoption.plan) }));
  const { outcome, plan, backup } = adoption;
  if (outcome === 'unanswered' && plan) return askQuestions(call, options, plan, path);
  if (call.values.json) return 0;
  if (outcome === 'already') sayState(call, 'adopted');
  else sayDone(call, plan, backup);
  return 0;
}

/** With each sentence in both languages, for programs that show them. */
function told(plan: AdoptionPlan) {
  return {
    ...plan,
    findings: plan.findings.map((finding) => ({ ...finding, said: sayFinding(finding) })),
    questions: plan.questions.map((question) => ({ ...question, said: sayQuestion(question) })),
  };
}

async function askQuestions(
  call: CommandCall,
  { answers }: AdoptOptions,
  { questions }: AdoptionPlan,
  path: string,
): Promise<number> {
  if (questions.length === 0) return 0;
  await writeQuestions(path, answers, questions);
  if (call.values.json) return UNANSWERED;
  call.say({ fr: '\nÀ vous de dire :', en: '\nFor you to say:' });
  for (const question of questions) call.print(`  ? ${sayQuestion(question)[call.language]}`);
  call.say({
    fr: `\nRien n’a été changé. Répondez dans ${path}, puis relancez.`,
    en: `\nNothing was changed. Answer in ${path}, then run again.`,
  });
  return UNANSWERED;
}

function sayState({ say }: CommandCall, state: PlannedAdoption['state']): void {
  if (state === 'adopted')
    say({
      fr: 'Cette base est déjà une base de Staka : il n’y a rien à reprendre.',
      en: 'This is a Staka database already: there is nothing to adopt.',
    });
  else
    say({
      fr: 'Les copies sont faites et vérifiées ; « staka adopt » les met en place.',
      en: 'The copies are made and verified; “staka adopt” puts them in place.',
    });
}

function sayDone(call: CommandCall, plan: AdoptionPlan | null, backup: string | null): void {
  const { say, print, language } = call;
  if (backup) say({ fr: `La base d’avant est dans ${backup}`, en: `The database as it was is in ${backup}` });
  for (const finding of (plan?.findings ?? []).filter(staysBehind)) print(`  ! ${sayFinding(finding)[language]}`);
  say({
    fr: 'C’est une base de Staka. Chacun se reconnecte avec son mot de passe ; les originaux sont dans les tables legacy_….',
    en: 'It is a Staka database. Everybody signs in again with their password; the originals are in the tables legacy_….',
  });
}

function report(call: CommandCall, plan: AdoptionPlan): void {
  const { print, say, language } = call;
  say({
    fr: `${plan.database} (${plan.provider}, migrations : ${plan.system}) ; heures sans fuseau : ${plan.timezone}\n\nRepris :`,
    en: `${plan.database} (${plan.provider}, migrations: ${plan.system}); times without a zone: ${plan.timezone}\n\nTaken along:`,
  });
  const counts = columns(plan.tables.map((table) => countsOf(table, call)));
  for (const [index, table] of plan.tables.entries()) {
    print(`  ${counts[index]}`);
    for (const line of mappingOf(table, call)) print(`      ${line}`);
  }
  say({ fr: '\nRenommées :', en: '\nRenamed:' });
  const aside = plan.setAside.map(({ table, archive, why }) => [table, '→', archive, REASONS[why][language]]);
  for (const line of columns(aside)) print(`  ${line}`);
  const kept = plan.kept.map(({ table, rows }) => `${table} (${number(rows, language)})`).join(', ');
  if (kept) say({ fr: `\nInconnues, et laissées telles quelles : ${kept}`, en: `\nUnknown, and left alone: ${kept}` });
  if (plan.findings.length > 0) say({ fr: '\nÀ savoir :', en: '\nTo know:' });
  for (const finding of plan.findings) print(`  ${staysBehind(finding) ? '!' : '·'} ${sayFinding(finding)[language]}`);
  if (plan.administrators === 0)
    say({
      fr: '\nPersonne n’y est administrateur : « staka user:create --role=ADMIN » en fera un ensuite.',
      en: '\nNobody in it is an administrator: “staka user:create --role=ADMIN” makes one afterwards.',
    });
}

function countsOf({ source, target, taken, left }: PlannedTable, { language }: CommandCall): string[] {
  const behind = { fr: `${number(left, 'fr')} laissées`, en: `${number(left, 'en')} left behind` }[language];
  return [source, '→', target, number(taken, language), left > 0 ? behind : ''];
}

/** Only what is not called the same. */
function mappingOf({ columns: mapped, keptColumns }: PlannedTable, { language }: CommandCall): string[] {
  const renamed = mapped.flatMap(({ to, from }) => (from === null || from === to ? [] : [`${to} ← ${from}`]));
  const kept = { fr: 'gardées : ', en: 'kept: ' }[language];
  return [
    ...(renamed.length > 0 ? [renamed.join(', ')] : []),
    ...(keptColumns.length > 0 ? [kept + keptColumns.join(', ')] : []),
  ];
}
