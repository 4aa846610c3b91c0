import { openDatabase } from './databases/open-database.ts';

/** A process that takes the lock, says so, and never lets go: `hold-lock.fixture.ts URL`. */
const db = await openDatabase(process.argv[2] ?? '');
setInterval(() => {}, 1000);
await db.exclusively(
  async (attempt) => {
    if (!(await attempt())) throw new Error('The lock is taken');
  },
  () => {
    console.log('held');
    return new Promise(() => {});
  },
);
