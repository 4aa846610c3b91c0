import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachDatabase } from '#test/databases.ts';
import { jsonText } from './json-text.ts';

describe('the text of a Json column', () => {
  test('is JSON as ever', () => {
    const value = { name: 'Élodie « \n » \\ud800 \\\\u0000 😀', list: [1, null, true] };
    assert.equal(jsonText(value), JSON.stringify(value));
  });

  test('has a sign for what no database takes', () => {
    const stored = JSON.parse(jsonText({ name: 'a\u0000b\ud800c\udc00', path: '\\\u0000' }));
    assert.deepEqual(stored, { name: 'a\ufffdb\ufffdc\ufffd', path: '\\\ufffd' });
  });
});

eachDatabase((database) => {
  test('whatever is in it, every database takes it and gives it back', async () => {
    const payload = { name: 'a\u0000b\ud800', path: '\\ud800 « \\u0000 »', face: '😀' };
    await database.db.insertInto('outbox_events').values({ name: 'test.json', payload }).execute();
    const row = await database.db.selectFrom('outbox_events').select('payload').executeTakeFirstOrThrow();
    assert.deepEqual(row.payload, { ...payload, name: 'a\ufffdb\ufffd' });
  });
});
