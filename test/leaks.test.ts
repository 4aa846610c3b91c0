import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Db, inTransaction } from '#platform/db/db.ts';
import { startTestApp, type TestApp, type TestCall, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { CANARY_NAMES, READERS, type Reader, SEEN_BY } from '#test/leaks/canaries.ts';
import { aJobOfCanaries, type Job } from '#test/leaks/job.ts';
import { type ServedRoute, withServedRoutes } from '#test/served-routes.ts';

type People = Readonly<Record<Reader, TestPerson | undefined>>;

interface World {
  readonly job: Job;
  readonly other: Job;
  readonly people: People;
}

/** What only whoever wrote it, and whom it was written to, may ever read. */
const WRITTEN = {
  password: 'zq-phrase-secrète-écrite',
  wrongPassword: 'zq-phrase-secrète-fausse',
  noteClient: 'zq-note-client-écrite',
  noteCorrecteur: 'zq-note-correcteur-écrite',
  content: 'zq-message-écrit',
  titre: 'zq-titre-écrit',
};

eachDatabase((database) => {
  let app: TestApp;
  let origin: string;
  let served: ServedRoute[];
  before(async () => {
    [app, served] = await withServedRoutes(() => startTestApp(database));
    origin = await app.listen();
  });

  test('every private field is read by those it is for, whatever is asked, and by nobody else', async () => {
    const { job, other, people } = await aWorld();
    const found = Object.fromEntries(CANARY_NAMES.map((name) => [name, [] as Reader[]]));
    for (const reader of READERS) {
      const seen = await everythingSeenBy(people[reader], [...job.ids, ...other.ids]);
      for (const name of CANARY_NAMES) if (seen.includes(job.canaries[name])) found[name]?.push(reader);
    }
    assert.deepEqual(found, SEEN_BY);
  });

  test('what is done leaves in log, events, letters and sockets nothing that was written in confidence', async () => {
    const world = await aWorld();
    const sockets = await Promise.all(READERS.map((reader) => socketOf(world.people[reader])));
    const apiTokens = await doEverything(world);
    await app.context.outbox.drain();
    await setTimeout(100);
    const secrets = [
      ...Object.values(WRITTEN),
      ...Object.values(world.job.canaries),
      ...tokensOf(world),
      ...apiTokens,
      ...(await linkTokens()),
    ];
    assert.deepEqual(secretsIn(app.logLines.join('\n'), secrets), [], 'in the log');
    assert.deepEqual(
      secretsIn(JSON.stringify(await database.db.selectFrom('outbox_events').selectAll().execute()), secrets),
      [],
      'in events',
    );
    assert.ok(sockets.flat().length > 0, 'the sockets heard something');
    assert.deepEqual(secretsIn(JSON.stringify(sockets), secrets), [], 'in sockets');
    assert.deepEqual(sockets[READERS.indexOf('otherClient')], [], 'somebody heard what is none of their business');
  });

  test('a letter holds the link of its reader, and nothing else that is secret', async () => {
    const world = await aWorld();
    await doEverything(world);
    const letters = await app.letters();
    assert.ok(letters.length >= 2);
    for (const { to, subject, text, html = '' } of letters) {
      const others = letters.flatMap((letter) => (letter.to === to ? [] : [letter.to, ...tokensIn(letter.text)]));
      const secrets = [...Object.values(WRITTEN), ...Object.values(world.job.canaries), ...others];
      const own = (secret: string) => to.includes(secret);
      assert.deepEqual(
        secretsIn(
          subject + text + html,
          secrets.filter((secret) => !own(secret)),
        ),
        [],
        subject,
      );
    }
  });

  test('a private note stirs the screens of its own side alone', async () => {
    const { job, people } = await aWorld();
    const heard = await socketOf(people.correcteur);
    await patch(job, people.client, { noteClient: WRITTEN.noteClient });
    await app.context.outbox.drain();
    await setTimeout(50);
    assert.deepEqual(heard, []);
  });

  test('a query that fails leaves nothing of its values in the log', async () => {
    const { job } = await aWorld();
    const failure = await failedInsert(database.db, job).catch((error: unknown) => error);
    assert.ok(failure instanceof Error);
    app.context.log.error({ err: failure }, 'request failed');
    assert.deepEqual(secretsIn(app.logLines.at(-1) ?? '', Object.values(job.canaries)), []);
  });

  async function aWorld(): Promise<World> {
    const job = await aJobOfCanaries(app, 'a');
    const other = await aJobOfCanaries(app, 'b');
    const [mentor, admin] = [await app.signIn('MENTOR'), await app.signIn('ADMIN')];
    const theirs = { client: job.client, correcteur: job.correcteur };
    const others = { otherClient: other.client, otherCorrecteur: other.correcteur };
    return { job, other, people: { nobody: undefined, ...theirs, ...others, mentor, admin } };
  }

  /** Every GET there is, of every identifier there is, with its headers. */
  async function everythingSeenBy(as: TestPerson | undefined, ids: readonly string[]): Promise<string> {
    const paths = new Set(served.filter(({ method, url }) => method === 'GET' && isApi(url)).map(({ url }) => url));
    const urls = [...paths].flatMap((url) => (url.includes(':') ? ids.map((id) => url.replace(/:\w+/, id)) : [url]));
    const asked = urls.flatMap((url) => [url, ...variantsOf(url)]);
    const answers = await Promise.all(asked.map((url) => app.call({ url, as })));
    return answers.map(({ headers, text }) => JSON.stringify(headers) + text).join('\n');
  }

  async function socketOf(person: TestPerson | undefined): Promise<string[]> {
    const heard: string[] = [];
    if (!person) return heard;
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, ['staka', `bearer.${person.token}`]);
    socket.on('message', (data) => heard.push(String(data)));
    await once(socket, 'open');
    database.defer(() => socket.terminate());
    return heard;
  }

  /** Returns the secrets that were made by it. */
  async function doEverything({ job, people }: World): Promise<string[]> {
    const { client, correcteur, admin } = people;
    await send('/api/auth/register', undefined, {
      email: 'zq-new@example.com',
      password: WRITTEN.password,
      prenom: 'A',
      nom: 'B',
    });
    await send('/api/auth/login', undefined, { email: client?.email, password: WRITTEN.wrongPassword });
    await send('/api/auth/request-password-reset', undefined, { email: client?.email });
    await send('/api/auth/reset-password', undefined, { token: 'x'.repeat(43), password: WRITTEN.password });
    await send('/api/admin/users', admin, { email: 'zq-invited@example.com', prenom: 'A', nom: 'B', role: 'USER' });
    await send('/api/commandes', client, { titre: WRITTEN.titre, noteClient: WRITTEN.noteClient });
    await patch(job, client, { noteClient: WRITTEN.noteClient });
    await patch(job, correcteur, { noteCorrecteur: WRITTEN.noteCorrecteur });
    await send(`/api/commandes/${job.commandeId}/messages`, client, { content: WRITTEN.content });
    await send(`/api/commandes/${job.commandeId}/messages`, client, { content: [WRITTEN.content] });
    const made = await send('/api/users/me/api-tokens', client, { name: 'Soir', scopes: [], expiresInDays: 1 });
    const headers = { authorization: `Bearer ${made.body.token}` };
    const opened = await app.call({ method: 'POST', url: '/auth/session', headers });
    await app.call({ method: 'DELETE', url: `/api/users/me/api-tokens/${made.body.apiToken.id}`, as: client });
    return [made.body.token, opened.body.token];
  }

  function send(url: string, as: TestPerson | undefined, body: object) {
    return app.call({ method: 'POST', url, as, body } satisfies TestCall);
  }

  function patch({ commandeId }: Job, as: TestPerson | undefined, body: object) {
    return app.call({ method: 'PATCH', url: `/api/commandes/${commandeId}`, as, body });
  }

  async function linkTokens(): Promise<string[]> {
    return (await app.letters()).flatMap(({ text }) => tokensIn(text));
  }
});

/** Two people with one address, and a commande of nobody: what each driver says of that names what it was given. */
async function failedInsert(db: Db, { canaries }: Job): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { password, clientEmail, clientBio } = canaries;
    await tx
      .insertInto('users')
      .values({ email: `${clientEmail}@example.com`, password, bio: clientBio })
      .execute();
  });
}

function isApi(url: string): boolean {
  return url.startsWith('/api/') && !url.startsWith('/api/docs') && url !== '/api/ws' && url !== '/api/openapi.json';
}

/** The same list asked otherwise. */
function variantsOf(url: string): string[] {
  if (url === '/api/commandes')
    return ['?limit=100&sort=titre', '?q=zq', '?statut=EN_COURS'].map((query) => url + query);
  if (url === '/api/admin/users') return [`${url}?q=zq&limit=100`];
  if (url.endsWith('/sessions')) return [`${url}?state=all`];
  return url.endsWith('/fichiers') ? [`${url}?deleted=true`] : [];
}

function secretsIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)));
}

function tokensOf({ people }: World): string[] {
  return Object.values(people).flatMap((person) => (person ? [person.token] : []));
}

function tokensIn(text: string): string[] {
  return [...text.matchAll(/\?token=([\w-]+)/g)].flatMap(([, token]) => token ?? []);
}
