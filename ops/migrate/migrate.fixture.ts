import { migrate } from './migrate.ts';

/** A process that migrates: `migrate.fixture.ts URL FOLDER`. Prints what it applied, as JSON, on its last line. */
const [url = '', folder = ''] = process.argv.slice(2);
const applied = await migrate({ url, folder: new URL(folder), log: (line) => console.log(line) });
console.log(JSON.stringify(applied.map(({ name }) => name)));
