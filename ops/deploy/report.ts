import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '#ops/backup/canonical-json.ts';
import type { Config } from '#platform/config/config.ts';
import { syncFolder } from '#platform/storage/durable.ts';
import { deployErrors } from './errors.ts';
import { renderMarkdown } from './report-markdown.ts';
import { isSigned, publicKeyOf, signingKey, signText } from './signature.ts';
import type { DeployState, StepRecord } from './state.ts';

/**
 * `refused`: nothing was changed. `went-back`: a step failed, and all is as before. `stuck`: the way back failed as well;
 * maintenance is on. `planned`: a dry run.
 */
export type Outcome = 'deployed' | 'refused' | 'went-back' | 'stuck' | 'planned';

export interface Report {
  readonly format: 'staka-deploy-report';
  readonly formatVersion: 1;
  readonly id: string | null;
  readonly outcome: Outcome;
  readonly host: string;
  readonly by: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly ref: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly migrations: readonly string[];
  /** The backup of everything, made before. */
  readonly backup: string | null;
  readonly steps: readonly StepRecord[];
  readonly wayBack: readonly StepRecord[];
}

export interface WrittenReport {
  readonly json: string;
  readonly markdown: string;
  /** Whoever has it can tell that the report is of this installation. */
  readonly publicKey: string;
}

interface Told {
  readonly outcome: Outcome;
  readonly asked: { readonly ref: string | null };
  readonly state: DeployState | null;
  readonly steps: readonly StepRecord[];
}

export function reportOf({ outcome, asked, state, steps }: Told): Report {
  return {
    format: 'staka-deploy-report',
    formatVersion: 1,
    id: state?.id ?? null,
    outcome,
    host: hostname(),
    by: userInfo().username,
    startedAt: steps[0]?.startedAt ?? new Date().toISOString(),
    finishedAt: new Date().toISOString(),
    ref: asked.ref,
    from: state?.from.commit ?? null,
    to: state?.to ?? null,
    migrations: state?.migrations ?? [],
    backup: state?.backup ?? null,
    steps,
    wayBack: state?.wayBack ?? [],
  };
}

/** Twice into `DATA_DIR/reports`, for programs and for people, each signed. */
export async function writeReport({ dataDir }: Pick<Config, 'dataDir'>, report: Report): Promise<WrittenReport> {
  const folder = join(dataDir, 'reports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = await signingKey(dataDir);
  const publicKey = publicKeyOf(key);
  const name = join(folder, `deploy-${report.finishedAt.replaceAll(/[-:.]/g, '')}-${report.outcome}`);
  const signature = signText(canonicalJson(JSON.stringify(report)), key);
  await writeFile(`${name}.json`, `${JSON.stringify({ report, publicKey, signature }, null, 2)}\n`, { flush: true });
  const text = renderMarkdown(report);
  const end = `${MARK}\npublic key: ${publicKey}\nsignature: ${signText(text, key)}\n-->\n`;
  await writeFile(`${name}.md`, `${text}${end}`, { flush: true });
  await syncFolder(folder);
  return { json: `${name}.json`, markdown: `${name}.md`, publicKey };
}

const MARK = '<!-- Ed25519';

/**
 * That a report says what this installation wrote, by the key in its data folder, or by the one given.
 * @throws DEPLOY_REPORT_FORGED, DEPLOY_REPORT_OF_OTHERS
 */
export async function verifyReport(file: string, config: Pick<Config, 'dataDir'>, expected: string | null) {
  const { text, publicKey, signature } = partsOf(await readFile(file, 'utf8')) ?? { text: '', publicKey: '' };
  if (signature === undefined || !isSigned(text, signature, publicKey))
    throw deployErrors.DEPLOY_REPORT_FORGED({ file });
  const key = expected ?? publicKeyOf(await signingKey(config.dataDir));
  if (publicKey !== key) throw deployErrors.DEPLOY_REPORT_OF_OTHERS({ file, found: publicKey, expected: key });
  return { publicKey };
}

interface Signed {
  readonly text: string;
  readonly publicKey: string;
  readonly signature?: string;
}

function partsOf(content: string): Signed | null {
  const markdown = /^([\s\S]*)<!-- Ed25519\npublic key: (\S+)\nsignature: (\S+)\n-->\n$/.exec(content);
  if (markdown) return { text: markdown[1] ?? '', publicKey: markdown[2] ?? '', signature: markdown[3] ?? '' };
  try {
    const read: unknown = JSON.parse(content);
    if (typeof read !== 'object' || read === null || Object.keys(read).sort().join() !== 'publicKey,report,signature')
      return null;
    const { report, publicKey, signature } = read as Record<string, unknown>; // has these three, of whatever kind
    return {
      text: canonicalJson(JSON.stringify(report)),
      publicKey: String(publicKey),
      signature: String(signature),
    };
  } catch {
    return null;
  }
}
