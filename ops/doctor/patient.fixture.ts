import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS_FOLDER } from '#ops/migrate/migration-files.ts';
import { loadConfig } from '#platform/config/config.ts';
import { MOST_MEMORY_BYTES, type Patient } from './check.ts';
import { CHECKS, type Examined, examine } from './doctor.ts';

/** An installation in a folder of its own, in which nothing is red but what a test breaks. */
export async function aPatient(environment: Record<string, string> = {}, other: Partial<Patient> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'staka-doctor-'));
  const patient: Omit<Patient, 'database'> = {
    ...loadConfig({ NODE_ENV: 'test', DATA_DIR: folder, PORT: '4143', ...environment }),
    language: 'en',
    thorough: false,
    nodeVersion: 'v26.10.0',
    now: () => new Date(),
    mostMemoryBytes: MOST_MEMORY_BYTES,
    envFile: join(folder, '.env'),
    logFolder: join(folder, 'var-log'),
    migrations: MIGRATIONS_FOLDER,
    webFolder: folder,
    ...other,
  };
  return { folder, patient, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export async function findingOf(name: string, patient: Omit<Patient, 'database'>): Promise<Examined> {
  const check = CHECKS.find((candidate) => candidate.name === name);
  assert.ok(check, `there is no check ${name}`);
  const [finding] = await examine(patient, [check]);
  return finding ?? assert.fail();
}

/** Red, with a sentence and a cure in both languages that match. */
export async function assertRed(
  name: string,
  patient: Omit<Patient, 'database'>,
  { found, cure }: { found: RegExp; cure: RegExp },
): Promise<void> {
  const finding = await findingOf(name, patient);
  assert.equal(finding.state, 'red', `${name}: ${finding.found.en}`);
  assert.match(finding.found.en, found);
  assert.match(finding.cure?.en ?? '', cure);
  assert.ok(finding.found.fr !== '' && finding.cure?.fr);
}
