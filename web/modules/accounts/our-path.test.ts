import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ourPath } from './our-path.ts';

for (const path of ['/app', '/app/commandes?q=a&statut=EN_COURS', '/app/compte#sessions'])
  test(`${path} is a page of ours`, () => assert.equal(ourPath(path), path));

for (const elsewhere of [
  'https://evil.example',
  '//evil.example/app',
  '/\\evil.example/app',
  'javascript:alert(1)',
  '/app/..//evil.example',
  '/app/..\\\\evil.example',
  '/app//evil.example',
  '/app\t/..//evil.example',
  '/application',
  'http://[',
  ['/app'],
  undefined,
])
  test(`${JSON.stringify(elsewhere)} leads to the first page`, () => assert.equal(ourPath(elsewhere), '/app'));
