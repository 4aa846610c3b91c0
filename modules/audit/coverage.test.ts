import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modules } from '#app';
import { definedEvents } from '#platform/outbox/event.ts';

/** Facts that say nothing new of who did what: they ring a bell, send a letter, or come with another one that does. */
const NOT_RECORDED = [
  'message.sent',
  'messages.read',
  'notification.letter-due',
  'user.opening-letter-requested',
  'identity.signed-in',
  'clerk.webhook-received',
];

/** Whatever people are told. */
const RINGS = /^notifications?\./;

test('of every fact that is published it is settled whether it is recorded', () => {
  const effects = modules.flatMap((module) => module.effects ?? []);
  const recorded = new Set(effects.filter(({ name }) => name === 'audit').map(({ event }) => event));
  const unsettled = definedEvents().filter(
    (name) => !recorded.has(name) && !RINGS.test(name) && !NOT_RECORDED.includes(name),
  );
  assert.deepEqual(unsettled, []);
  assert.deepEqual(
    NOT_RECORDED.filter((name) => recorded.has(name)),
    [],
  );
});
