import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import sharp from 'sharp';
import { aCommande } from '#modules/commandes/factory.ts';
import { sweepFiles } from '#modules/files/sweep-files.ts';
import { startTestApp, type TestApp, type TestPerson } from '#test/app.ts';
import { eachDatabase } from '#test/databases.ts';
import { squareOf } from './cut-picture.ts';

/** Left half red, right half blue. */
async function aPhoto({ width = 800, height = 400 } = {}): Promise<Buffer> {
  const half = await sharp({ create: { width: width / 2, height, channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
    .composite([{ input: half, left: width / 2, top: 0 }])
    .withExif({ IFD0: { Copyright: 'CANARI-EXIF' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' } })
    .jpeg()
    .toBuffer();
}

/** A PNG whose header promises a picture of 60,000 × 60,000 pixels. */
async function aBomb(): Promise<Buffer> {
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}

test('a square is cut around its centre, and never beyond the edge', () => {
  const picture = { width: 800, height: 400 };
  assert.deepEqual(squareOf(picture, {}), { left: 200, top: 0, width: 400, height: 400 });
  assert.deepEqual(squareOf(picture, { x: 1, y: 1 }), { left: 400, top: 0, width: 400, height: 400 });
  assert.deepEqual(squareOf(picture, { x: 0, y: 0, zoom: 4 }), { left: 0, top: 0, width: 100, height: 100 });
});

eachDatabase((database) => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp(database);
  });

  const set = (as: TestPerson | undefined, body: Buffer, query = '') =>
    app.call({
      method: 'PUT',
      url: `/api/users/me/avatar${query}`,
      as,
      body,
      headers: { 'content-type': 'image/jpeg' },
    });
  const see = async (as: TestPerson | undefined, url: string) => {
    const headers = as ? { authorization: `Bearer ${as.token}` } : {};
    return app.app.inject({ url, headers });
  };
  const blobs = async () => (await database.db.selectFrom('blobs').select('sha256').execute()).length;

  test('a photo becomes a square of 512 pixels without where it was taken', async () => {
    const author = await app.signIn('USER');
    const photo = await aPhoto();
    assert.match(photo.toString('latin1'), /CANARI-EXIF/);
    const { status, body } = await set(author, photo, '?x=1&zoom=2');
    assert.equal(status, 200);
    const answer = await see(author, body.avatar);
    assert.equal(answer.headers['content-type'], 'image/webp');
    const kept = await sharp(answer.rawPayload).metadata();
    assert.deepEqual(
      [kept.width, kept.height, kept.format, kept.exif, kept.xmp],
      [512, 512, 'webp', undefined, undefined],
    );
    assert.doesNotMatch(answer.rawPayload.toString('latin1'), /CANARI-EXIF|GPS/);
    const { dominant } = await sharp(answer.rawPayload).stats();
    assert.ok(dominant.b > 200 && dominant.r < 50, 'the right half was asked for');
    const me = await app.call({ url: '/api/auth/me', as: author });
    assert.equal(me.body.user.avatar, body.avatar);
  });

  test('a picture is refused that is none, that is a bomb, that is too small, or that is too heavy', async () => {
    const author = await app.signIn('USER');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="9"/></svg>');
    const small = await aPhoto({ width: 20, height: 20 });
    const cut = (await aPhoto()).subarray(0, 900);
    const codes = [];
    for (const bytes of [Buffer.from('bonjour'), svg, cut, await aBomb(), small])
      codes.push((await set(author, bytes)).body.code);
    assert.deepEqual(codes, [
      'AVATAR_UNREADABLE',
      'AVATAR_UNREADABLE',
      'AVATAR_UNREADABLE',
      'AVATAR_EXCESSIVE',
      'AVATAR_TOO_SMALL',
    ]);
    assert.equal((await set(author, Buffer.alloc(11 * 1024 * 1024))).status, 413);
    assert.equal((await set(undefined, await aPhoto())).status, 401);
    assert.equal(await blobs(), 0);
  });

  test('a picture is seen by those who meet the person, and by nobody else', async () => {
    const author = await app.signIn('USER');
    const correcteur = await app.signIn('CORRECTOR');
    await aCommande(database.db, { client: author, correcteur });
    const { body } = await set(author, await aPhoto());
    const statuses = [];
    for (const reader of [author, correcteur, await app.signIn('ADMIN'), await app.signIn('USER'), undefined])
      statuses.push((await see(reader, body.avatar)).statusCode);
    assert.deepEqual(statuses, [200, 200, 200, 404, 401]);
  });

  test('the bytes of a picture live as long as somebody has it', async () => {
    const [one, other] = [await app.signIn('USER'), await app.signIn('USER')];
    const [photo, another] = [await aPhoto(), await aPhoto({ width: 600, height: 200 })];
    const first = await set(one, photo);
    await set(other, photo);
    assert.equal(await blobs(), 1);
    await sweepFiles(app.context, { before: new Date(Date.now() + 60_000) });
    assert.equal((await see(one, first.body.avatar)).statusCode, 200);
    const { references } = await database.db.selectFrom('blobs').select('references').executeTakeFirstOrThrow();
    assert.equal(references, 2);
    await set(one, another);
    assert.equal((await see(other, `/api/users/${other.id}/avatar`)).statusCode, 200);
    const removal = await app.call({ method: 'DELETE', url: '/api/users/me/avatar', as: other });
    assert.equal(removal.status, 204);
    assert.equal(await blobs(), 1);
    assert.equal((await see(other, `/api/users/${other.id}/avatar`)).statusCode, 404);
  });
});
