import type { Config } from '#platform/config/config.ts';

const LEAST = { SQLite: '3.45', PostgreSQL: '15', MySQL: '8.4', MariaDB: '10.11' };

/** @param version as the database says it, after its name: `MariaDB 10.11.19-MariaDB-0+deb12u1` */
export function isSupported(provider: Config['databaseProvider'], version: string): boolean {
  const names = {
    sqlite: 'SQLite',
    postgresql: 'PostgreSQL',
    mysql: /mariadb/i.test(version) ? 'MariaDB' : 'MySQL',
  } as const;
  const [major = 0, minor = 0] = numbersOf(/\d+(\.\d+)?/.exec(version)?.[0] ?? '');
  const [leastMajor = 0, leastMinor = 0] = numbersOf(LEAST[names[provider]]);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number);
}
