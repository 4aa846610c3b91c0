import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceKind, deviceOf } from './device.ts';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const EDGE = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0';

test('a device is named by its browser and its system', () => {
  assert.deepEqual(deviceOf(FIREFOX), { browser: 'Firefox', system: 'Windows' });
  assert.deepEqual(deviceOf(IPHONE), { browser: 'Safari', system: 'iOS' });
  assert.deepEqual(deviceOf(EDGE), { browser: 'Edge', system: 'macOS' });
});

test('what says nothing of itself has no name', () => {
  for (const nothing of [null, 'node']) assert.deepEqual(deviceOf(nothing), { browser: null, system: null });
});

test('a telephone is drawn as one', () => {
  assert.equal(deviceKind(IPHONE), 'phone');
  assert.equal(deviceKind(FIREFOX), 'computer');
});
