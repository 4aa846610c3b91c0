import { migrate } from '../migrate.ts';

/** A process that migrates as if every table were large: `migrate-online.fixture.ts URL FOLDER`. */
const [url = '', folder = ''] = process.argv.slice(2);
await migrate({ url, folder: new URL(folder), largeFromRows: 0, log: (line) => console.log(line) });
