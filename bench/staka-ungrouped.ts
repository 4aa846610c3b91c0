import { buildApp, modules } from '#app';
import { prepareDataFolder } from '#platform/boot/data-folder.ts';
import { openContext } from '#platform/boot/open-context.ts';
import { loadConfig } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/db.ts';
import { openLog } from '#platform/log.ts';

/** Staka as it is, but for one thing: each transaction on SQLite has a COMMIT of its own. What the bench compares with. */
const { config, secrets } = loadConfig();
await prepareDataFolder(config.dataDir);
const { log, close } = await openLog(config);
const open = new AsyncDisposableStack();
open.defer(close);
const db = await openDatabase({ url: secrets.databaseUrl, grouped: false });
open.defer(() => db.destroy());
const effects = modules.flatMap((module) => module.effects ?? []);
const context = await openContext({ config, secrets, log, effects, db }, open);
const app = await buildApp(context);
open.defer(() => app.close());
context.outbox.start();
await app.listen({ host: config.host, port: config.port });
process.once('SIGTERM', () => void open.disposeAsync());
