import { registerHooks } from 'node:module';

/**
 * Loaded before the server (`--import`) to break it on purpose, in memory: a harness that does not catch these proves
 * nothing. STAKA_BROKEN names the variant. The product knows nothing of this.
 */
interface Break {
  readonly file: string;
  /** Wherever it stands. */
  readonly from: string;
  readonly to: string;
}

const VARIANTS: Readonly<Record<string, readonly Break[]>> = {
  'event written after the commit': [
    {
      file: '/platform/db/db.ts',
      from: 'await sql`select 1`.execute(db);',
      to: 'await sql`select 1`.execute(db); Object.assign(globalThis, { brokenDb: db });',
    },
    {
      file: '/platform/outbox/event.ts',
      from: 'await insertEvent(tx, event, claim);\n  onCommit(tx, () => {',
      to: `onCommit(tx, () => {
        const late = () => insertEvent(globalThis.brokenDb, event, undefined).then(() => worker?.wake(), () => {});
        setTimeout(late, 100);
      });
      if (Date.now() > 0) return;
      onCommit(tx, () => {`,
    },
  ],
  'synchronous off': [
    {
      file: '/platform/db/dialects/sqlite-connection.ts',
      from: 'PRAGMA synchronous = FULL',
      to: 'PRAGMA synchronous = OFF',
    },
  ],
  'storage without fsync': [{ file: '/platform/storage/durable.ts', from: 'await handle.sync();', to: '' }],
  'uploads without fsync': [{ file: '/modules/files/upload-bytes.ts', from: 'await handle.sync();', to: '' }],
  'failed commit acknowledged': [
    {
      file: '/platform/db/dialects/sqlite-commit-groups.ts',
      from: 'for (const { reject } of group.done) reject(error);\n      return;',
      to: 'for (const { resolve } of group.done) resolve();\n      return;',
    },
  ],
};

const breaks = VARIANTS[process.env.STAKA_BROKEN ?? ''];
if (!breaks) throw new Error(`STAKA_BROKEN should be one of: ${Object.keys(VARIANTS).join(', ')}.`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const here = breaks.filter(({ file }) => url.endsWith(file));
    if (here.length === 0) return loaded;
    let source = textOf(loaded.source);
    for (const { file, from, to } of here) {
      if (!source.includes(from)) throw new Error(`${file} has changed: break it anew in test/faults/broken.ts.`);
      source = source.replaceAll(from, () => to);
    }
    return { ...loaded, source };
  },
});

function textOf(source: unknown): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source as Uint8Array); // what Node loads is one or the other
}
