import { readRows } from '#ops/backup/read-rows.ts';
import type { MigrationDatabase } from '#ops/migrate/databases/migration-database.ts';
import { type Candidate, invalid, type Question } from './answers.ts';
import { type Notes, type Outcome, rowConverter } from './convert/convert-row.ts';
import { Findings } from './findings.ts';
import { foldKey, type Ground, standInAddress } from './ground.ts';
import type { TablePlan } from './recognise.ts';
import { readingShape } from './source.ts';
import type { TargetTableName } from './target.ts';

/** How many rows of a table are taken along, and how many stay behind. */
export interface TableCount {
  readonly target: TargetTableName;
  readonly source: string;
  readonly taken: number;
  readonly left: number;
}

export interface Examination {
  readonly counts: readonly TableCount[];
  readonly findings: Findings;
  readonly questions: readonly Question[];
  readonly administrators: number;
}

/**
 * Looks at every row as the adoption will, and writes nothing: what it finds is what will be. Fills the ground with the
 * rows that are taken along, table by table. Keeps every key in memory: some 100 MB for a million rows.
 */
export async function examine(
  db: MigrationDatabase,
  plans: readonly TablePlan[],
  ground: Ground,
): Promise<Examination> {
  const findings = new Findings();
  const unknown = new UnknownValues();
  const questions: Question[] = [];
  const counts: TableCount[] = [];
  let administrators = 0;
  for (const plan of plans) {
    const { name } = plan.target;
    if (name === 'users') questions.push(...(await settleAddresses(db, plan, ground)));
    if (refersToItself(plan)) ground.taken.set(name, (await pass(db, plan, ground, SILENT)).keys);
    const isPerson = name === 'users';
    const { keys, taken, left } = await pass(db, plan, ground, notesOf(plan, findings, unknown), (outcome) => {
      if (isPerson && 'row' in outcome && outcome.row.role === 'ADMIN') administrators += 1;
    });
    if (!plan.packed) ground.taken.set(name, keys);
    counts.push({ target: name, source: plan.source.name, taken, left });
  }
  return { counts, findings, questions: [...unknown.questions(), ...questions], administrators };
}

const SILENT: Notes = { found: () => {}, unknown: () => {} };

function refersToItself({ target, columns }: TablePlan): boolean {
  return columns.some((column) => column.target.refers === target.name);
}

function notesOf(plan: TablePlan, findings: Findings, unknown: UnknownValues): Notes {
  return {
    found: (kind, column, key) => findings.add(kind, plan.source.name, column, key),
    unknown: (column, value) => unknown.add(`${plan.target.name}.${column.name}`, value, column.values ?? []),
  };
}

interface Pass {
  keys: Set<string>;
  taken: number;
  left: number;
}

async function pass(
  db: MigrationDatabase,
  plan: TablePlan,
  ground: Ground,
  notes: Notes,
  look: (outcome: NonNullable<Outcome>) => void = () => {},
): Promise<Pass> {
  const convert = rowConverter(plan, ground, notes);
  const counted: Pass = { keys: new Set(), taken: 0, left: 0 };
  for await (const rows of readRows(db, readingShape(plan.source))) {
    for (const outcome of rows.map(convert)) {
      if (outcome === null) continue;
      look(outcome);
      if ('left' in outcome) counted.left += 1;
      else {
        counted.taken += 1;
        counted.keys.add(foldKey(ground.provider, outcome.key));
      }
    }
  }
  return counted;
}

/** Of people with one address, the operator says who keeps it. @throws ADOPTION_ANSWER_INVALID */
async function settleAddresses(db: MigrationDatabase, plan: TablePlan, ground: Ground): Promise<Question[]> {
  const people = new Map<string, Candidate[]>();
  await pass(db, plan, ground, SILENT, (outcome) => {
    if (!('row' in outcome)) return;
    const address = String(outcome.row.email);
    const candidate = { key: outcome.key, address, createdAt: String(outcome.row.createdAt) };
    people.set(address, [...(people.get(address) ?? []), candidate]);
  });
  const questions: Question[] = [];
  for (const [address, candidates] of people) {
    if (candidates.length === 1) continue;
    const keeper = ground.answers.addresses[address] ?? null;
    if (keeper === null) questions.push({ kind: 'address', address, candidates });
    else refuseStranger(address, keeper, candidates);
    for (const { key } of candidates)
      if (key !== (keeper ?? candidates[0]?.key)) ground.otherAddresses.set(key, standInAddress(`doublon-${key}`));
  }
  return questions;
}

function refuseStranger(address: string, keeper: string, candidates: readonly Candidate[]): void {
  if (candidates.some(({ key }) => key === keeper)) return;
  const one = candidates.map(({ key }) => key).join(', ');
  throw invalid(`addresses.${address}`, keeper, { fr: `un id parmi ${one}`, en: `one of the ids ${one}` });
}

class UnknownValues {
  readonly #values = new Map<string, { column: string; value: string; rows: number; choices: readonly string[] }>();

  add(column: string, value: string, choices: readonly string[]): void {
    const name = `${column} ${value}`;
    const found = this.#values.get(name) ?? { column, value, rows: 0, choices };
    found.rows += 1;
    this.#values.set(name, found);
  }

  questions(): Question[] {
    return [...this.#values.values()].map((unknown) => ({ kind: 'enumeration', ...unknown }));
  }
}
