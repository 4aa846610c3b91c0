import { sayChange } from '#ops/drift/words.ts';
import { type Pushed, type PushPlan, planPush, pushSchema } from '#ops/schema/push.ts';
import { backupPlaces } from './backup.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

export const dbPushCommand: Command = {
  name: 'db:push',
  summary: {
    fr: 'En développement : fait de la base ce que dit prisma/schema.prisma, sans migration, après une sauvegarde.',
    en: 'In development: makes the database what prisma/schema.prisma says, without a migration, after a backup.',
  },
  options: {
    plan: {
      type: 'boolean',
      summary: {
        fr: 'Montre seulement ce qui serait fait, ce qui serait perdu et ce qui s’y oppose.',
        en: 'Only shows what would be done, what would be lost and what stands in the way.',
      },
    },
    'accept-data-loss': {
      type: 'boolean',
      summary: { fr: 'Accepte ce qui serait perdu.', en: 'Accepts what would be lost.' },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'La base est ce que dit le schéma, ou le plan est montré.',
      en: 'The database is what the schema says, or the plan is shown.',
    },
    1: { fr: 'Refusé ou échoué, comme le dit la sortie d’erreur.', en: 'Refused or failed, as standard error says.' },
  },
  examples: ['db:push --plan', 'db:push', 'db:push --accept-data-loss --json'],
  run: async (call) => {
    const { config, secrets, values } = call;
    const { url: _url, ...backup } = backupPlaces(call);
    const options = {
      url: secrets.databaseUrl,
      directUrl: secrets.directUrl,
      environment: config.environment,
      backup,
      acceptDataLoss: values['accept-data-loss'] === true,
    };
    const done = values.plan ? { ...(await planPush(options)), backup: null } : await pushSchema(options);
    if (values.json) printJson(call, done);
    else report(call, done);
    return undefined;
  },
};

function printJson({ print }: CommandCall, { diff, losses, obstacles, backup }: Pushed): void {
  const differences = diff.differences.map((difference) => ({ ...difference, said: sayChange(difference) }));
  print(JSON.stringify({ differences, unknown: diff.unknown, statements: diff.statements, losses, obstacles, backup }));
}

function report(call: CommandCall, pushed: Pushed): void {
  const { print, say, language, values } = call;
  const { diff, backup } = pushed;
  if (diff.unknown.length > 0)
    say({
      fr: `Inconnu du schéma et des migrations, et laissé tel quel : ${diff.unknown.map(({ name }) => name).join(', ')}.`,
      en: `Unknown to the schema and the migrations, and left alone: ${diff.unknown.map(({ name }) => name).join(', ')}.`,
    });
  if (diff.differences.length === 0) {
    say({ fr: 'La base est déjà ce que dit le schéma.', en: 'The database is what the schema says already.' });
    return;
  }
  for (const difference of diff.differences) print(sayChange(difference)[language]);
  sayStakes(call, pushed);
  if (values.plan) return;
  say({ fr: `L’état d’avant est dans ${backup}`, en: `What was there before is in ${backup}` });
  say({
    fr: 'Quand cela vous convient : staka migrate:create NOM, puis staka migrate:resolve --applied avec le nom de la migration.',
    en: 'Once it is as you want it: staka migrate:create NAME, then staka migrate:resolve --applied with the name of the migration.',
  });
}

function sayStakes({ print, language, values }: CommandCall, { losses, obstacles }: PushPlan): void {
  const lost = values.plan ? { fr: 'Serait perdu', en: 'Would be lost' } : { fr: 'Perdu', en: 'Lost' };
  const prevents = { fr: 'Impossible', en: 'Impossible' };
  const line = (title: typeof lost, what: (typeof losses)[number]) => {
    const mark = { fr: '\u202F:', en: ':' }[language];
    print(`✗ ${title[language]}${mark} ${what[language]}`);
  };
  for (const loss of losses) line(lost, loss);
  for (const obstacle of obstacles) line(prevents, obstacle);
}
