import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startTestApp, type TestAnswer, type TestApp, type TestCall, type TestPerson } from '#test/app.ts';
import {
  type Expectation,
  expectations,
  OPEN_PAGES,
  READERS,
  RELATIONS,
  type Reader,
  type Relation,
} from '#test/authorisation/expectations.ts';
import { isAboutObjects, requestFor, stateFor } from '#test/authorisation/requests.ts';
import { nothing, type Objects, objectsFor } from '#test/authorisation/world.ts';
import { callOverHttp } from '#test/call-over-http.ts';
import { eachDatabase } from '#test/databases.ts';
import { type ServedRoute, withServedRoutes } from '#test/served-routes.ts';

eachDatabase((database) => {
  let app: TestApp;
  let served: ServedRoute[];
  let origin: string;

  before(async () => {
    [app, served] = await withServedRoutes(() => startTestApp(database));
    origin = await app.listen();
  });

  test('every route that is served says in expectations.ts who may use it, and no other does', () => {
    const said = new Set(expectations.map(({ method, path }) => `${method} ${path}`));
    assert.deepEqual(
      [...routesOfTheApi(served)].filter((route) => !said.has(route)),
      [],
      'served, and nobody says who may',
    );
    assert.deepEqual(
      [...said].filter((route) => !routesOfTheApi(served).has(route)),
      [],
      'expected, and not served',
    );
  });

  for (const expectation of expectations) {
    const { method, path, variant } = expectation;
    test(`${method} ${path}${variant ? ` {${variant}}` : ''}`, async () => {
      const others = { client: await app.signIn('USER'), correcteur: await app.signIn('CORRECTOR') };
      const relations = isAboutObjects(expectation) ? RELATIONS : (['own'] as const);
      const found: Record<string, string> = {};
      for (const reader of READERS) {
        const as = reader === 'nobody' ? undefined : await app.signIn(reader);
        const state = stateFor(expectation);
        const worlds = await objectsFor(app.context, as ?? others.client, { relations, others, state });
        for (const [relation, objects] of worlds) {
          const answer = await call({ ...requestFor(expectation, objects), as });
          found[`${reader} ${relation}`] = String(answer.status);
          if (mustNotTell(expectation, reader, relation))
            await assertTellsNothing(expectation, answer, { as, objects });
        }
      }
      assert.deepEqual(found, expectedOf(expectation, relations));
    });
  }

  test('what a request names beside its object tells nothing either', async () => {
    const author = await app.signIn('USER');
    const others = { client: await app.signIn('USER'), correcteur: await app.signIn('CORRECTOR') };
    const state = { statut: 'EN_COURS' as const, fileDeleted: false, filePublic: false };
    const worlds = await objectsFor(app.context, author, { relations: ['own', 'another’s'], others, state });
    const { commande } = worlds.get('own') ?? nothing();
    const theirs = worlds.get('another’s') ?? nothing();
    for (const request of requestsNaming(commande)) {
      const [known, unknown] = [await ask(request(theirs)), await ask(request(nothing()))];
      assert.ok(known.status >= 400, JSON.stringify(known));
      assert.deepEqual(known, unknown);
    }

    async function ask(call: TestCall) {
      return essenceOf(await app.call({ ...call, as: call.url.includes('livraison') ? others.correcteur : author }));
    }
  });

  /** tus streams what it is sent, which takes a connection. */
  function call(request: TestCall): Promise<TestAnswer> {
    return request.url.startsWith('/api/uploads') ? callOverHttp(origin, request) : app.call(request);
  }

  async function assertTellsNothing(
    expectation: Expectation,
    answer: TestAnswer,
    { as, objects }: { as: TestPerson | undefined; objects: Objects },
  ): Promise<void> {
    // What a request creates along the way stays as it is: only what it asks for is unknown.
    const unknown = await call({
      ...requestFor(expectation, { ...nothing(), correcteur: objects.correcteur }),
      as,
    });
    assert.deepEqual(essenceOf(answer), essenceOf(unknown), 'this tells what exists from what does not');
  }
});

/** A 404; and whatever is refused to someone who has nothing to do with the object. */
function mustNotTell(expectation: Expectation, reader: Reader, relation: Relation): boolean {
  if (!isAboutObjects(expectation)) return false;
  const status = expectation.statuses[reader][relation];
  const isStranger = relation === 'another’s' && reader !== 'ADMIN';
  return status === 404 || status === 401 || (isStranger && status >= 400);
}

/** All that a reader gets of an answer, but for what is different in every answer. */
function essenceOf({ status, headers, body }: TestAnswer): Pick<TestAnswer, 'status' | 'headers' | 'body'> {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(date|x-request-id|connection|keep-alive|x-ratelimit-.*)$/.test(name),
  );
  return { status, headers: Object.fromEntries(kept), body: { ...body, instance: undefined } };
}

function expectedOf({ statuses }: Expectation, relations: readonly Relation[]): Record<string, string> {
  return Object.fromEntries(
    READERS.flatMap((reader) =>
      relations.map((relation) => [`${reader} ${relation}`, String(statuses[reader][relation])]),
    ),
  );
}

/** Without their prefix, each once; the aliases at the root and the HEAD of every GET are the same route. */
function routesOfTheApi(served: readonly ServedRoute[]): Set<string> {
  const ofApi = served.filter(({ url }) => url.startsWith('/api/') && !OPEN_PAGES.test(url));
  const known = new Set(ofApi.map(({ method, url }) => `${method} ${url}`));
  const own = ofApi.filter(({ method, url }) => method !== 'HEAD' || !known.has(`GET ${url}`));
  return new Set(own.map(({ method, url }) => `${method} ${url.slice('/api'.length)}`));
}

/** Requests about a commande of one's own that name something else. */
function requestsNaming(commande: string): ((objects: Objects) => TestCall)[] {
  const at = `/api/commandes/${commande}`;
  return [
    ({ file }) => ({ method: 'POST', url: `${at}/messages`, body: { content: 'Voici', attachmentIds: [file] } }),
    ({ message }) => ({ method: 'PUT', url: `${at}/messages/lecture`, body: { upTo: message } }),
    ({ correction }) => ({ method: 'POST', url: `${at}/livraison`, body: { fileIds: [correction] } }),
  ];
}
