import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './network.ts';

test('all addresses of one IPv6 network count as one', () => {
  for (const ip of ['2001:db8:0:1::1', '2001:DB8:0:1:ffff:1:2:3', '2001:0db8::1:0:0:0:9'])
    assert.equal(networkOf(ip), '2001:db8:0:1::/64', ip);
  assert.notEqual(networkOf('2001:db8:0:2::1'), networkOf('2001:db8:0:1::1'));
  assert.equal(networkOf('::1'), '0:0:0:0::/64');
});

test('IPv4 addresses count each for themselves, however they are written', () => {
  assert.notEqual(networkOf('192.0.2.1'), networkOf('192.0.2.2'));
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
});

test('what is no address is taken as it is', () => {
  assert.equal(networkOf('nowhere'), 'nowhere');
});
