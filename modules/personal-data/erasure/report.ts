import type { Footprint } from './rows/queries.ts';

/** Something that outlives the person, and why. */
export interface Kept {
  readonly what: 'invoices' | 'corrections' | 'audit';
  /** How many; null where nobody counts them. */
  readonly count: number | null;
  /** Of invoices. */
  readonly numbers?: readonly string[];
  /** The day on which the last of them may go, `2036-12-31`; null where the house decides. */
  readonly until: string | null;
}

export interface ErasureReport {
  /** Rows, by table. */
  readonly erased: Readonly<Record<string, number>>;
  readonly kept: readonly Kept[];
}

/** Code de commerce, article L123-22: ten years from the end of the accounting year. */
const INVOICES_KEPT_YEARS = 10;
const ZONE = 'Europe/Paris';

export function keptByLaw({ invoiced }: Pick<Footprint, 'invoiced'>, handedOver: number): Kept[] {
  const kept: Kept[] = [];
  if (invoiced.length > 0)
    kept.push({
      what: 'invoices',
      count: invoiced.length,
      numbers: invoiced.map(({ number }) => number),
      until: endOfTerm(invoiced.map(({ issuedAt }) => issuedAt)),
    });
  if (handedOver > 0) kept.push({ what: 'corrections', count: handedOver, until: null });
  return [...kept, { what: 'audit', count: null, until: null }];
}

function endOfTerm(issued: readonly Date[]): string {
  const years = issued.map((date) => Temporal.Instant.from(date.toISOString()).toZonedDateTimeISO(ZONE).year);
  return `${Math.max(...years) + INVOICES_KEPT_YEARS}-12-31`;
}
