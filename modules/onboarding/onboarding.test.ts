import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';

const AUTHOR = { role: 'USER', prenom: 'Anne', nom: 'Roy', langue: 'en', timezone: 'Indian/Reunion' };
const MENTOR = {
  ...AUTHOR,
  role: 'MENTOR',
  mentor: { expertise: ['Roman', 'Nouvelle'], hourlyRateCents: 6000, bio: 'J’accompagne des premiers romans.' },
};

eachDatabase((database) => {
  let app: TestApp;
  let person: TestPerson;
  before(async () => {
    app = await startTestApp(database);
  });
  beforeEach(async () => {
    person = await app.signIn('USER');
    await database.db.updateTable('users').set({ onboardedAt: null }).execute();
  });

  const answer = (body: object, as = person) => app.call({ method: 'POST', url: '/api/users/me/onboarding', as, body });
  const decide = (as: TestPerson, accepted: boolean) =>
    app.call({ method: 'POST', url: `/api/admin/role-requests/${person.id}/decision`, as, body: { accepted } });
  const requests = async (as: TestPerson) => (await app.call({ url: '/api/admin/role-requests', as })).body.items;
  const told = async (as: TestPerson) => {
    await app.context.outbox.drain();
    const { items } = (await app.call({ url: '/api/notifications', as })).body;
    return items.map(({ title }: { title: string }) => title);
  };
  const me = async () => (await app.call({ url: '/auth/me', as: person })).body.user;
  const events = async () =>
    (await database.db.selectFrom('outbox_events').select('name').orderBy('id').execute()).map(({ name }) => name);

  test('an author says who they are, once', async () => {
    assert.equal((await me()).onboardedAt, null);
    const { status, body } = await answer(AUTHOR);
    assert.deepEqual([status, body.role, body.prenom, body.wantsRole], [200, 'USER', 'Anne', null]);
    assert.deepEqual([body.preferences.langue, body.preferences.timezone], ['en', 'Indian/Reunion']);
    assert.ok(body.onboardedAt);
    assert.deepEqual(await events(), ['user.onboarded']);
  });

  test('whoever wants to be a mentor is an author until an administrator says yes', async () => {
    const admin = await app.signIn('ADMIN');
    const asked = await answer(MENTOR);
    assert.deepEqual([asked.body.role, asked.body.wantsRole, asked.body.bio], ['USER', 'MENTOR', MENTOR.mentor.bio]);
    const [request] = await requests(admin);
    const { userId, role, expertise, hourlyRateCents } = request;
    assert.deepEqual([userId, role, expertise, hourlyRateCents], [person.id, 'MENTOR', ['Roman', 'Nouvelle'], 6000]);
    assert.equal((await decide(admin, true)).body.role, 'MENTOR');
    assert.deepEqual([(await me()).role, (await me()).wantsRole, await requests(admin)], ['MENTOR', null, []]);
    const published = ['user.role-requested', 'user.onboarded', 'user.role-changed', 'user.role-request-decided'];
    assert.deepEqual(await events(), published);
  });

  test('whoever is refused stays an author, and may ask again', async () => {
    const admin = await app.signIn('ADMIN');
    await answer(MENTOR);
    assert.equal((await decide(admin, false)).body.role, 'USER');
    const again = await decide(admin, true);
    assert.deepEqual([again.status, again.body.code], [404, 'ROLE_REQUEST_NOT_FOUND']);
    assert.ok(!(await events()).includes('user.role-changed'));
    assert.equal((await answer(MENTOR)).body.wantsRole, 'MENTOR');
  });

  test('administrators are told who waits, and the person of the answer, in their own languages and where they wish', async () => {
    const [admin, other] = [await app.signIn('ADMIN'), await app.signIn('ADMIN')];
    const quiet = { langue: 'en', notifications: { 'role.requested': { email: false } } };
    await app.call({ method: 'PUT', url: '/api/users/me/preferences', as: other, body: quiet });
    await answer({ ...MENTOR, langue: 'fr' });
    assert.deepEqual(await told(admin), ['Anne Roy demande à devenir mentor']);
    assert.deepEqual(await told(other), ['Anne Roy asks to become a mentor']);
    const reason = 'Dites-nous ce que vous avez publié.';
    const url = `/api/admin/role-requests/${person.id}/decision`;
    await app.call({ method: 'POST', url, as: admin, body: { accepted: false, reason } });
    assert.deepEqual(await told(person), ['Votre demande d’être mentor n’est pas acceptée']);
    const people = [admin, other, person].map(({ email }) => email);
    const letters = (await app.letters()).filter(({ to }) => people.includes(to));
    assert.deepEqual(
      letters.map(({ to, subject }) => [to, subject]),
      [
        [admin.email, 'Anne Roy demande à devenir mentor'],
        [person.email, 'Votre demande d’être mentor n’est pas acceptée'],
      ],
    );
    assert.match(letters[0]?.text ?? '', /\/app\/admin\/mentors/);
    assert.ok(letters[1]?.text.includes(reason));
    await answer({ ...MENTOR, langue: 'en' });
    await decide(admin, true);
    assert.equal((await told(person))[0], 'You are a mentor');
  });

  test('nobody says yes to themselves', async () => {
    await answer(MENTOR);
    assert.equal((await decide(person, true)).status, 403);
    assert.equal((await me()).role, 'USER');
  });

  test('where no approval is asked for, a mentor is one at once', async () => {
    const open = await startTestApp(database, {}, { MENTOR_APPROVAL: 'none' });
    const { body } = await open.call({ method: 'POST', url: '/api/users/me/onboarding', as: person, body: MENTOR });
    assert.deepEqual([body.role, body.wantsRole], ['MENTOR', null]);
  });

  for (const [what, mentor] of [
    ['nothing', undefined],
    ['no expertise', { ...MENTOR.mentor, expertise: [' '] }],
    ['no word about themselves', { ...MENTOR.mentor, bio: '  ' }],
  ] as const)
    test(`a mentor who says ${what} is asked for it, and nothing is kept`, async () => {
      const { status, body } = await answer({ ...MENTOR, mentor });
      assert.deepEqual([status, body.code], [400, 'ONBOARDING_MENTOR_INCOMPLETE']);
      assert.deepEqual([(await me()).onboardedAt, (await me()).wantsRole], [null, null]);
    });

  test('a role that only administrators give cannot be chosen', async () => {
    assert.equal((await answer({ ...AUTHOR, role: 'ADMIN' })).status, 400);
    const corrector = await app.signIn('CORRECTOR');
    assert.equal((await answer(AUTHOR, corrector)).body.code, 'ONBOARDING_NOT_FOR_ROLE');
  });

  test('whoever answers later is not asked again', async () => {
    const url = '/api/users/me/onboarding/later';
    const { body } = await app.call({ method: 'POST', url, as: person });
    assert.ok(body.onboardedAt);
    assert.equal((await answer(AUTHOR)).body.onboardedAt, body.onboardedAt);
  });
});
