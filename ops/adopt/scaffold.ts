/** Where MySQL keeps what is left of an adoption to do; gone when it is done. */
export const STATE_TABLE = '_staka_adoption';

/** How tables begin to be called that are being filled on MySQL. */
export const STAGING = '_staka_adopting_';

/** A table of an adoption that runs, or was killed: nobody's data. */
export function isScaffold(table: string): boolean {
  return table.startsWith(STAGING) || table.startsWith(STATE_TABLE);
}
