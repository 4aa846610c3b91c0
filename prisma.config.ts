import { defineConfig } from 'prisma/config';
import { loadConfig } from './platform/config/config.ts';

/**
 * For whoever runs Prisma's own commands (`npx prisma migrate status`, `migrate deploy`, `studio`): the schema and the
 * migrations of the database that DATABASE_URL names, read as Staka reads it. Staka itself needs none of this to run.
 */
const { config, secrets } = loadConfig();

export default defineConfig({
  schema: `prisma/providers/${config.databaseProvider}/schema.prisma`,
  migrations: { path: `prisma/migrations/${config.databaseProvider}`, seed: 'node cli/main.ts seed' },
  datasource: { url: secrets.directUrl ?? secrets.databaseUrl },
});
