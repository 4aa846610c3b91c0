/** What the address of the page says is looked for. Days are those of the reader. */
export type AuditSearch = {
  q?: string;
  person?: string;
  action?: string;
  target?: string;
  du?: string;
  au?: string;
};

const NAMES = ['q', 'person', 'action', 'target', 'du', 'au'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ACTION = /^[a-z]+(-[a-z]+)*(\.[a-z-]+)*$/;

export function readSearch(search: Record<string, unknown>): AuditSearch {
  const read: AuditSearch = {};
  for (const name of NAMES) {
    const value = search[name];
    if (typeof value === 'string' && value !== '' && isReadable(name, value)) read[name] = value;
  }
  return read;
}

function isReadable(name: (typeof NAMES)[number], value: string): boolean {
  if (name === 'du' || name === 'au') return DAY.test(value) && !Number.isNaN(Date.parse(value));
  return name !== 'action' || ACTION.test(value);
}

/** What the API is asked: the days as instants, from the first's beginning to the last's end. */
export function queryOf({ du, au, ...search }: AuditSearch) {
  return {
    ...search,
    ...(du ? { from: startOf(du, 0).toISOString() } : {}),
    ...(au ? { to: startOf(au, 1).toISOString() } : {}),
  };
}

function startOf(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

/** Where the same entries are had as a file. */
export function exportUrl(search: AuditSearch, format: 'csv' | 'jsonl'): string {
  return `/api/admin/audit/export?${new URLSearchParams({ format, ...queryOf(search) })}`;
}
