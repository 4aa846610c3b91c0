// "Who am I" by Better Auth on node:sqlite, as its documentation sets it up; its limit on requests is off.
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';

const options = {
  baseURL: `http://127.0.0.1:${process.env.PORT}`,
  secret: 'a secret of the bench that nobody else has',
  database: new DatabaseSync(process.env.DATABASE_URL.replace('file:', '')),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
};
await (await getMigrations(options)).runMigrations();

createServer(toNodeHandler(betterAuth(options))).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit());
