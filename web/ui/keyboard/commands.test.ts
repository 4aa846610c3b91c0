import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Command, matchCommands } from './commands.ts';

const command = (label: string, keywords = ''): Command => ({
  id: label,
  label,
  group: 'Aller à',
  keywords,
  run: () => {},
});
const list = [command('Préférences'), command('Notifications', 'cloche'), command('Nouvelle commande')];
const labels = (query: string) => matchCommands(list, query).map(({ label }) => label);

test('a command is found without its accents and whatever the case', () =>
  assert.deepEqual(labels('PREFERENCES'), ['Préférences']));
test('a command is found by its other words', () => assert.deepEqual(labels('cloche'), ['Notifications']));
test('every word asked for must be there', () => assert.deepEqual(labels('nouvelle clo'), []));
test('nothing asked for shows everything', () => assert.equal(labels('').length, 3));
