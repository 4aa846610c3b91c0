import { basename } from 'node:path';

/** What a person calls the database: the file, or the name at the server, with the schema where there is one. */
export function databaseName(url: string): string {
  if (url.startsWith('file:')) return basename(url.slice('file:'.length).replace(/\?.*$/, ''));
  const { pathname, searchParams } = new URL(url);
  const schema = searchParams.get('schema');
  return decodeURIComponent(pathname.slice(1)) + (schema === null || schema === 'public' ? '' : `.${schema}`);
}
