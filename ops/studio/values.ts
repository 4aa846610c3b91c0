import type { Provider } from '#prisma/generate/providers.ts';
import type { Column } from './catalogue.ts';
import { studioErrors } from './errors.ts';

/** A value of the database as the browser shows it: dates as `2026-11-21 10:00:00.000` in UTC, JSON as it is meant. */
export function shown({ group }: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (group) {
    case 'boolean':
      return value === true || value === 1 || value === '1';
    case 'datetime':
      return shownDate(value);
    case 'json':
      return typeof value === 'string' ? parsed(value) : value;
    default:
      return value;
  }
}

/**
 * A value of the browser as Staka's own writing takes it, whose codec makes of it what each database keeps.
 * @throws STUDIO_VALUE_REFUSED
 */
export function written(column: Column, value: unknown): unknown {
  if (value === null || value === undefined) {
    if (column.nullable) return null;
    throw refused(column, { fr: 'elle ne peut pas être vide', en: 'it cannot be empty' });
  }
  switch (column.group) {
    case 'boolean':
      return writtenBoolean(column, value);
    case 'datetime':
      return writtenDate(column, value);
    case 'numeric':
      return writtenNumber(column, value);
    case 'json':
      return typeof value === 'string' ? writtenJson(column, value) : value;
    case 'enum':
      if (column.options.includes(String(value))) return String(value);
      throw refused(column, {
        fr: `il faut l’une de ${column.options.join(', ')}`,
        en: `it should be one of ${column.options.join(', ')}`,
      });
    case 'string':
      if (typeof value !== 'object') return String(value);
      throw refused(column, { fr: 'il faut un texte', en: 'it should be a text' });
  }
}

/** A value to compare with, as the driver of this database takes it: no codec of ours is on its way. */
export function compared(provider: Provider, column: Column, value: unknown): unknown {
  const meant =
    column.group === 'string' || column.group === 'enum'
      ? String(value)
      : written({ ...column, nullable: true }, value);
  if (meant instanceof Date)
    return meant
      .toISOString()
      .replace('Z', provider === 'sqlite' ? '+00:00' : '')
      .replace('T', provider === 'sqlite' ? 'T' : ' ');
  if (typeof meant === 'boolean' && provider !== 'postgresql') return meant ? 1 : 0;
  return meant !== null && typeof meant === 'object' ? JSON.stringify(meant) : meant;
}

function shownDate(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value);
  const date = new Date(/(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(date.getTime()) ? text : date.toISOString().replace('T', ' ').replace('Z', '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function writtenBoolean(column: Column, value: unknown): boolean {
  if (value === true || value === 'true' || value === 1) return true;
  if (value === false || value === 'false' || value === 0) return false;
  throw refused(column, { fr: 'il faut true ou false', en: 'it should be true or false' });
}

/** Without a zone it is UTC, as it is shown. */
function writtenDate(column: Column, value: unknown): Date {
  const text = String(value).trim();
  const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/.test(text);
  const date = new Date(
    /T|\d /.test(text) && !/(Z|[+-]\d\d(:?\d\d)?)$/.test(text.slice(10))
      ? `${text.replace(' ', 'T')}Z`
      : text.replace(' ', 'T'),
  );
  if (iso && !Number.isNaN(date.getTime())) return date;
  throw refused(column, {
    fr: 'il faut une date telle que 2026-11-21 10:00:00',
    en: 'it should be a date such as 2026-11-21 10:00:00',
  });
}

function writtenNumber(column: Column, value: unknown): number | string {
  const text = String(value).trim();
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
    return Number.isSafeInteger(Number(text)) || text.includes('.') ? Number(text) : text;
  throw refused(column, { fr: 'il faut un nombre', en: 'it should be a number' });
}

function writtenJson(column: Column, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused(column, { fr: 'il faut du JSON', en: 'it should be JSON' });
  }
}

function refused({ name }: Column, why: { fr: string; en: string }) {
  return studioErrors.STUDIO_VALUE_REFUSED({ column: name, why });
}
