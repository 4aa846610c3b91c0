import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Context } from '#platform/context.ts';
import type { Langue } from '#platform/http/actor.ts';
import type { StoredBytes } from '#platform/storage/storage.ts';
import { listFiles, type Page, readMentorProfile, readPerson, readPreferences, SECTIONS } from './contents/queries.ts';

const PAGE = 200;

type Sources = Pick<Context, 'db' | 'storage' | 'log'>;

/** Writes everything of somebody's into one ZIP, a page of rows and a piece of a file at a time. */
export async function writeArchive(
  context: Sources,
  { userId, langue, path }: { userId: string; langue: Langue; path: string },
): Promise<StoredBytes> {
  const zip = new ZipFile();
  const hash = createHash('sha256');
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const written = pipeline(Readable.from(zip.outputStream), counting, target);
  const failed = new Promise<never>((_, reject) => zip.on('error', reject));
  await Promise.race([Promise.all([addAll(context, zip, { userId, langue }), written]), failed]).catch(
    async (error: unknown) => {
      target.destroy();
      await written.catch(() => {});
      throw error;
    },
  );
  return { sha256: hash.digest('hex'), size };
}

async function addAll(
  { db, storage, log }: Sources,
  zip: ZipFile,
  { userId, langue }: { userId: string; langue: Langue },
): Promise<void> {
  const add = (name: string, open: () => Promise<Readable>) =>
    zip.addReadStreamLazy(name, {}, (done) => {
      open().then(
        (stream) => done(null, stream),
        (error) => done(error, Readable.from([])),
      );
    });
  zip.addBuffer(Buffer.from(README[langue]), langue === 'fr' ? 'LISEZMOI.txt' : 'README.txt');
  const person = await readPerson(db, userId);
  const singles = { profile: person, preferences: await readPreferences(db, userId) };
  for (const [name, row] of Object.entries({ ...singles, 'mentor-profile': await readMentorProfile(db, userId) }))
    zip.addBuffer(Buffer.from(`${JSON.stringify(row ?? null, null, 2)}\n`), `${name}.json`);
  for (const [name, rows] of Object.entries(SECTIONS))
    add(`${name}.json`, async () => Readable.from(jsonOf(pagesOf((page) => rows(db, page), userId))));
  if (person?.avatarSha256) {
    const { avatarSha256 } = person;
    add('picture.webp', () => storage.open(avatarSha256));
  }
  for await (const { id, filename, sha256 } of pagesOf((page) => listFiles(db, page), userId)) {
    if (sha256 === null) continue;
    if (await storage.has(sha256)) add(`files/${id}-${safe(filename)}`, () => storage.open(sha256));
    else log.warn({ fileId: id }, 'a file is missing from an archive');
  }
  zip.end();
}

async function* pagesOf<Row extends { readonly id: string }>(
  read: (page: Page) => Promise<readonly Row[]>,
  userId: string,
): AsyncGenerator<Row> {
  let after = '';
  for (;;) {
    const rows = await read({ userId, after, limit: PAGE });
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = last.id;
  }
}

async function* jsonOf(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** A name that every system unpacks, and that leads nowhere. */
function safe(filename: string): string {
  const name = filename.replace(/[\p{Cc}<>:"/\\|?*]+/gu, '_').replace(/^\.+/, '_');
  return name === '' ? 'file' : name;
}

const README: Record<Langue, string> = {
  fr: `Vos données sur Staka
======================

Chaque fichier .json est une liste, ou une fiche, de ce que Staka garde de vous. Les dates sont en UTC, les montants en
centimes. Le dossier « files » contient vos fichiers, chacun précédé de l’identifiant qu’il a dans files.json.

Ni mots de passe ni jetons n’y figurent : Staka n’en garde que des empreintes.
`,
  en: `Your data on Staka
==================

Each .json file is a list, or a record, of what Staka keeps of you. Dates are in UTC, amounts in cents. The folder “files”
holds your files, each preceded by the identifier it has in files.json.

There are no passwords and no tokens: Staka keeps their fingerprints only.
`,
};
