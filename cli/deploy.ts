import { stripVTControlCharacters } from 'node:util';
import { type DeployRequest, deploy } from '#ops/deploy/deploy.ts';
import type { DeployEvent, Installation } from '#ops/deploy/deployment.ts';
import { type Outcome, verifyReport } from '#ops/deploy/report.ts';
import { sayOutcome } from '#ops/deploy/report-markdown.ts';
import { PROJECT_ROOT } from '#platform/config/variables.ts';
import { Checklist } from './checklist.ts';
import { type Command, type CommandCall, JSON_OPTION } from './command.ts';

const WENT_BACK = 3;
const STUCK = 4;
const EXIT_CODES: Record<Outcome, number> = {
  deployed: 0,
  planned: 0,
  refused: 1,
  'went-back': WENT_BACK,
  stuck: STUCK,
};

export const deployCommand: Command = {
  name: 'deploy',
  summary: {
    fr: 'Amène cette installation à un commit : contrôles, sauvegarde, maintenance, code, dépendances, construction, migrations, caches, redémarrage, vérification, journal, fin ; et la ramène en arrière à la première étape qui échoue.',
    en: 'Brings this installation to a commit: preflight, backup, maintenance, code, dependencies, build, migrations, caches, restart, verification, log, end; and back again at the first step that fails.',
  },
  options: {
    ref: {
      type: 'string',
      placeholder: 'REF',
      summary: {
        fr: 'La branche ou l’étiquette du dépôt d’origine ; sans elle, la branche en place.',
        en: 'The branch or tag of the repository it comes from; without it the branch that is checked out.',
      },
    },
    commit: {
      type: 'string',
      placeholder: 'SHA',
      summary: {
        fr: 'Le commit voulu, ou avec --ref celui qu’on s’attend à y trouver.',
        en: 'The commit that is wanted, or with --ref the one that is expected there.',
      },
    },
    staging: {
      type: 'boolean',
      summary: {
        fr: 'D’abord tout cela sur une copie des données, sur un autre port.',
        en: 'First all of it on a copy of the data, on another port.',
      },
    },
    'dry-run': {
      type: 'boolean',
      summary: {
        fr: 'Dit seulement ce que ferait chaque étape ; avec --staging, la répétition a lieu.',
        en: 'Only says what each step would do; with --staging the rehearsal takes place.',
      },
    },
    'accept-data-loss': {
      type: 'boolean',
      summary: {
        fr: 'Accepte ce que « migrate --plan » dit perdre.',
        en: 'Accepts what “migrate --plan” says is lost.',
      },
    },
    confirm: {
      type: 'string',
      placeholder: 'NOM',
      summary: {
        fr: 'Le nom de la base, avec --accept-data-loss.',
        en: 'The name of the database, with --accept-data-loss.',
      },
    },
    back: {
      type: 'boolean',
      summary: {
        fr: 'Un déploiement interrompu : revient à ce qui était là avant, au lieu de continuer.',
        en: 'An interrupted deployment: goes back to what was there before it, instead of on.',
      },
    },
    'verify-report': {
      type: 'string',
      placeholder: 'FICHIER',
      summary: {
        fr: 'Vérifie seulement la signature d’un rapport.',
        en: 'Only verifies the signature of a report.',
      },
    },
    'public-key': {
      type: 'string',
      placeholder: 'CLÉ',
      summary: {
        fr: 'La clé attendue, au lieu de celle de cette installation.',
        en: 'The key that is expected, instead of that of this installation.',
      },
    },
    ...JSON_OPTION,
  },
  exitCodes: {
    0: {
      fr: 'Déployé ; ou l’essai à blanc est passé, ou le rapport est authentique.',
      en: 'Deployed; or the dry run passed, or the report is authentic.',
    },
    1: { fr: 'Refusé : rien n’a été changé.', en: 'Refused: nothing was changed.' },
    [WENT_BACK]: {
      fr: 'Une étape a échoué ; tout est revenu comme avant.',
      en: 'A step failed; all is back as it was.',
    },
    [STUCK]: {
      fr: 'Le retour en arrière a échoué aussi : la maintenance reste en place, relancez la commande.',
      en: 'The way back failed as well: maintenance stays on, run the command again.',
    },
  },
  examples: ['deploy --dry-run', 'deploy --staging --commit=aace2d6', 'deploy --back', 'deploy --verify-report=FILE'],
  run: async (call) => {
    const { 'verify-report': report } = call.values;
    if (typeof report === 'string') return verify(call, report);
    return run(call);
  },
};

async function run(call: CommandCall): Promise<number> {
  const { config, secrets, language, values } = call;
  const checklist = new Checklist(call);
  const tell = (event: DeployEvent) => (values.json ? undefined : checklist.told(event));
  const installation: Installation = { root: PROJECT_ROOT, config, secrets, language, tell };
  sayWhatIsLeftWhenInterrupted(call);
  const { report, written } = await deploy(installation, readRequest(call));
  if (values.json) call.print(JSON.stringify({ ...report, written }));
  else {
    call.say({ fr: `\n${sayOutcome(report.outcome).fr}.`, en: `\n${sayOutcome(report.outcome).en}.` });
    if (written !== null) {
      call.say({
        fr: `Clé publique des rapports : ${written.publicKey}`,
        en: `Public key of reports: ${written.publicKey}`,
      });
      call.print(written.markdown);
    }
  }
  return EXIT_CODES[report.outcome];
}

/** Whoever ends it with Ctrl-C or a closed terminal leaves it where it is: maintenance may be on. */
function sayWhatIsLeftWhenInterrupted({ say }: CommandCall): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      say({
        fr: '\nInterrompu, peut-être en pleine maintenance : « bin/staka deploy » continue, « bin/staka deploy --back » revient en arrière.',
        en: '\nInterrupted, maybe in the middle of a maintenance: “bin/staka deploy” goes on, “bin/staka deploy --back” goes back.',
      });
      // As it would have ended without being told.
      process.kill(process.pid, signal);
    });
}

function readRequest({ values }: CommandCall): DeployRequest {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? stripVTControlCharacters(value).trim() : null;
  };
  return {
    ref: text('ref'),
    commit: text('commit'),
    staging: values.staging === true,
    dryRun: values['dry-run'] === true,
    acceptDataLoss: values['accept-data-loss'] === true,
    confirm: text('confirm'),
    back: values.back === true,
  };
}

async function verify({ values, config, print, say }: CommandCall, file: string): Promise<number> {
  const key = values['public-key'];
  const { publicKey } = await verifyReport(file, config, typeof key === 'string' ? key : null);
  if (values.json) print(JSON.stringify({ file, authentic: true, publicKey }));
  else say({ fr: `${file} est authentique (${publicKey}).`, en: `${file} is authentic (${publicKey}).` });
  return 0;
}
