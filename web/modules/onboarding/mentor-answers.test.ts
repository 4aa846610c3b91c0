import assert from 'node:assert/strict';
import { test } from 'node:test';
import { centsOf, checkMentor, mentorOf } from './mentor-answers.ts';
import { onboardingFr } from './words.fr.ts';

for (const [typed, cents] of [
  ['60', 6000],
  ['47,5', 4750],
  ['47.50', 4750],
  ['1 200 €', 120_000],
  ['10000', 1_000_000],
  ['10001', null],
  ['-5', null],
  ['gratuit', null],
  ['', null],
] as const)
  test(`a rate of “${typed}” is ${cents ?? 'none'}`, () => assert.equal(centsOf(typed), cents));

test('what a mentor names is taken apart, each once', () => {
  const typed = { expertise: ' Roman, nouvelle,, Roman ', rate: '60', bio: ' Bonjour. ' };
  assert.deepEqual(mentorOf(typed), { expertise: ['Roman', 'nouvelle'], hourlyRateCents: 6000, bio: 'Bonjour.' });
  assert.deepEqual(Object.values(checkMentor(typed, onboardingFr)), [undefined, undefined, undefined]);
});

test('what is missing is said beside its field', () => {
  const { expertise, rate, bio } = checkMentor({ expertise: ' , ', rate: '', bio: ' ' }, onboardingFr);
  assert.ok(expertise && rate && bio);
});
