import { connected } from '../connected.ts';
import { nativeErrors } from './errors.ts';
import { type DumpProgram, versionOf } from './program.ts';

/** The client of either maker has the name of the other's, too. */
const PROGRAM = 'mysqldump';

const ARGS = [
  '--single-transaction',
  '--quick',
  '--routines',
  '--triggers',
  '--hex-blob',
  '--no-tablespaces',
  '--default-character-set=utf8mb4',
];

/**
 * `mysqldump`, as SQL, of one state.
 * @throws NATIVE_CLIENT_MISSING; NATIVE_CLIENT_OLD where it is of another maker than the server, or older
 */
export async function dumpMysql(url: string): Promise<DumpProgram> {
  const client = readVersion(await versionOf(PROGRAM));
  const [row] = await connected(url, (db) => db.query('SELECT VERSION() AS version'));
  const server = readVersion(String(row?.version));
  if (client.maker !== server.maker || client.number < server.number)
    throw nativeErrors.NATIVE_CLIENT_OLD({ program: PROGRAM, client: client.name, server: server.name });
  const address = new URL(url);
  const connection = [`--host=${address.hostname}`, `--port=${address.port || '3306'}`];
  return {
    program: PROGRAM,
    args: [
      ...connection,
      `--user=${decodeURIComponent(address.username)}`,
      ...ARGS,
      '--',
      decodeURIComponent(address.pathname.slice(1)),
    ],
    environment: { MYSQL_PWD: decodeURIComponent(address.password) },
  };
}

interface Version {
  readonly maker: 'MySQL' | 'MariaDB';
  readonly name: string;
  /** 1011 of 10.11 */
  readonly number: number;
}

/** `mysqldump  Ver 10.19 Distrib 10.11.19-MariaDB, …`, `mysqldump  Ver 8.4.0 for Linux`, `10.11.19-MariaDB-log`. */
export function readVersion(text: string): Version {
  const maker = /mariadb/i.test(text) ? 'MariaDB' : 'MySQL';
  const pattern = maker === 'MariaDB' ? /(\d+)\.(\d+)(?:\.\d+)?-MariaDB/i : /(\d+)\.(\d+)/;
  const [, major = '0', minor = '0'] = pattern.exec(text) ?? [];
  return { maker, name: `${maker} ${major}.${minor}`, number: Number(major) * 100 + Number(minor) };
}
