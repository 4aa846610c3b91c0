import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { turnMaintenanceOff } from '#ops/maintenance/maintenance.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { nothing, type Objects, objectsFor } from '#test/authorisation/world.ts';
import { eachDatabase } from '#test/databases.ts';
import { type Answer, AnswerCheck } from '#test/fuzz/answers.ts';
import { type OpenapiDocument, type Operation, operationsOf } from '#test/fuzz/operations.ts';
import {
  type ActorName,
  BASE64_END,
  BASE64_START,
  edgeRequestsTo,
  type FuzzRequest,
  requestsTo,
} from '#test/fuzz/requests.ts';
import { KNOWN, placeholder } from '#test/fuzz/values.ts';

/** The same requests at every run; STAKA_FUZZ_SEED tries others, STAKA_FUZZ_RUNS more of them. A failure names its seed. */
const SEED = Number(process.env.STAKA_FUZZ_SEED ?? 20261121);
const RUNS = { sqlite: 30, postgresql: 12, mysql: 12 };
const RUNS_PER_WORLD = 10;
const SECONDS_PER_OPERATION = 20;

interface World {
  readonly people: Readonly<Record<ActorName, TestPerson | undefined>>;
  readonly objects: Objects;
}

eachDatabase((database) => {
  let app: TestApp;
  let origin: string;
  let document: OpenapiDocument;
  before(async () => {
    app = await startTestApp(database);
    origin = await app.listen();
    document = (await app.call({ url: '/api/openapi.json' })).body;
  });

  test('whatever is asked is answered as the document says, and never by a 5xx', async (context) => {
    const check = new AnswerCheck(document);
    const operations = operationsOf(document);
    assert.ok(operations.length > 40);
    for (const operation of operations)
      await context.test(`${operation.method} ${operation.path}`, () => fuzz(operation, check));
  });

  async function fuzz(operation: Operation, check: AnswerCheck): Promise<void> {
    let world = await makeWorld();
    let sent = 0;
    const edges = edgeRequestsTo(operation);
    const property = fc.asyncProperty(requestsTo(operation), async (request) => {
      sent += 1;
      if (sent % RUNS_PER_WORLD === 0) world = await makeWorld();
      check.check(operation, await send(operation, request, world));
    });
    const numRuns = Number(process.env.STAKA_FUZZ_RUNS ?? RUNS[database.name]);
    await fc.assert(property, {
      seed: SEED,
      numRuns: numRuns + edges.length,
      examples: edges.map((request): [FuzzRequest] => [request]),
      interruptAfterTimeLimit: SECONDS_PER_OPERATION * 1000,
    });
  }

  /** An author with a commande of theirs, its corrector, and an administrator. */
  async function makeWorld(): Promise<World> {
    const [author, correcteur, administrator] = [
      await app.signIn('USER'),
      await app.signIn('CORRECTOR'),
      await app.signIn('ADMIN'),
    ];
    const others = { client: author, correcteur };
    const state = { statut: 'EN_COURS' as const, fileDeleted: false, filePublic: false };
    const worlds = await objectsFor(app.context, author, { relations: ['own'], others, state });
    return {
      people: { nobody: undefined, author, correcteur, administrator },
      objects: worlds.get('own') ?? nothing(),
    };
  }

  async function send(operation: Operation, request: FuzzRequest, world: World): Promise<Answer> {
    const person = world.people[request.actor];
    const known = (text: string) =>
      KNOWN.reduce((sofar, name) => sofar.replaceAll(placeholder(name), world.objects[name]), text);
    const headers: Record<string, string> = person ? { authorization: `Bearer ${person.token}` } : {};
    for (const [name, value] of Object.entries(request.headers)) headers[name] = inBase64(known(value));
    const payload = request.payload === null ? undefined : known(request.payload);
    if (operation.tags.includes('uploads')) return overHttp(operation.method, known(request.url), headers);
    const answer = await app.app.inject({
      method: operation.method as 'GET', // one of the methods of HTTP: the document was made of the routes
      url: known(request.url),
      headers,
      ...(payload === undefined ? {} : { payload }),
      remoteAddress: newAddress(),
    });
    if (operation.path.endsWith('/maintenance')) await endMaintenance();
    return { status: answer.statusCode, headers: answer.headers, text: uncompressed(answer) };
  }

  /** Whatever else is asked is to be answered. */
  async function endMaintenance(): Promise<void> {
    await turnMaintenanceOff(database.db);
    await app.context.maintenance.refresh();
  }

  async function overHttp(method: string, url: string, headers: Record<string, string>): Promise<Answer> {
    const hasBody = method === 'POST' || method === 'PATCH';
    const answer = await fetch(origin + url, {
      method,
      headers,
      ...(hasBody ? { body: 'Longtemps, je me suis couché de bonne heure.' } : {}),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  }
});

/** Whoever is not signed in is counted by address, and this is not about how often one may ask. */
let addresses = 0;
function newAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

function uncompressed({ headers, rawPayload }: LightMyRequestResponse): string {
  const encoding = headers['content-encoding'];
  if (encoding === 'br') return String(brotliDecompressSync(rawPayload));
  return String(encoding === 'gzip' ? gunzipSync(rawPayload) : rawPayload);
}

function inBase64(header: string): string {
  return header.replace(new RegExp(`${BASE64_START}([^${BASE64_END}]*)${BASE64_END}`, 'g'), (_all, text: string) =>
    Buffer.from(text).toString('base64'),
  );
}
