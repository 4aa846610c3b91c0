import assert from 'node:assert/strict';
import test from 'node:test';
import { preferredLangue } from './language.ts';

test('French is spoken to a browser that asks for nothing, or for nothing we speak', () => {
  assert.equal(preferredLangue(undefined), 'fr');
  assert.equal(preferredLangue('de-DE, es;q=0.8'), 'fr');
});

test('the language with the highest weight wins, whatever its region', () => {
  assert.equal(preferredLangue('fr;q=0.4, en-GB;q=0.9'), 'en');
  assert.equal(preferredLangue('en;q=0.5, fr-CA'), 'fr');
});

test('a language of weight zero is refused by the reader', () => {
  assert.equal(preferredLangue('en;q=0, fr;q=0.1'), 'fr');
});
