import { type Row, search } from './queries.ts';

const PAGE = 500;
const MOST = 100_000;

/** Every row of a table as one JSON document, kept by the browser under the table's name. */
export async function exportTable(table: string): Promise<void> {
  const rows: Row[] = [];
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const page = await search({ table, limit: PAGE, offset });
    rows.push(...page.rows);
    if (page.rows.length < PAGE) break;
  }
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(rows, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${table}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The table that Studio shows, as it writes it into the address. */
export function shownTable(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#\/?\??/, '')).get('table');
}
