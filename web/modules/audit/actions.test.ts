import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminUsersEn } from '../admin-users/words.en.ts';
import { adminUsersFr } from '../admin-users/words.fr.ts';
import { impersonationEn } from '../impersonation/words.en.ts';
import { impersonationFr } from '../impersonation/words.fr.ts';
import { actionsEn } from './actions.en.ts';
import { actionsFr } from './actions.fr.ts';
import { auditEn } from './words.en.ts';
import { auditFr } from './words.fr.ts';

test('both languages say what was done, of oneself as of another', () => {
  const said = (actions: typeof actionsFr) => Object.entries(actions).map(([name, { self }]) => [name, Boolean(self)]);
  assert.deepEqual(said(actionsEn), said(actionsFr));
});

test('what comes with the screens is set as print is, and said in both languages', () => {
  const french = JSON.stringify([actionsFr, adminUsersFr, auditFr, impersonationFr]) + impersonationFr.title('Léa');
  assert.doesNotMatch(french, /'|[^\u202f"]:[^"]| [;!?]/);
  assert.deepEqual(pathsOf(auditEn), pathsOf(auditFr));
  assert.deepEqual(pathsOf(adminUsersEn), pathsOf(adminUsersFr));
  assert.deepEqual(pathsOf(impersonationEn), pathsOf(impersonationFr));
});

function pathsOf(words: object): string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'object' ? pathsOf(value).map((path) => `${name}.${path}`) : [name],
  );
}
