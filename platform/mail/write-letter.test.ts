import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LetterWords, writeLetter } from './write-letter.ts';

const WORDS: LetterWords = {
  langue: 'fr',
  subject: 'Confirmez',
  greeting: 'Bonjour Jean,',
  paragraphs: ['Un premier paragraphe.'],
  action: { label: 'Confirmer', url: 'https://staka.example/confirm-email?token=a_b-c&x=1' },
  notes: ['Une note.'],
};

test('the plain text says all that the HTML says', () => {
  const { text, html } = writeLetter(WORDS);
  for (const part of ['Bonjour Jean,', 'Un premier paragraphe.', 'Confirmer', 'Une note.'])
    assert.ok(text.includes(part) && html.includes(part), part);
  assert.ok(text.includes(WORDS.action?.url ?? ''));
});

test('what people typed is text in the HTML, and never markup', () => {
  const { html } = writeLetter({ ...WORDS, greeting: 'Bonjour <img src=x onerror="alert(1)">,' });
  assert.ok(!html.includes('<img'));
  assert.ok(html.includes('&#60;img'));
});

test('the HTML names its language and its title, and fetches nothing', () => {
  const { html } = writeLetter({ ...WORDS, langue: 'en' });
  assert.match(html, /^<!doctype html>\n<html lang="en">/);
  assert.match(html, /<title>Confirmez<\/title>/);
  assert.doesNotMatch(html, /<(img|link|script|style|iframe)|url\(/);
});

test('a subject is one line', () => {
  assert.equal(writeLetter({ ...WORDS, subject: 'a\r\nBcc: b' }).subject, 'a Bcc: b');
});
