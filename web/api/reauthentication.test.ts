import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import {
  afterSignIn,
  armReauthentication,
  isReauthenticating,
  onReauthentication,
  settleReauthentication,
} from './reauthentication.ts';

describe('a request refused for want of a session', () => {
  beforeEach(() => armReauthentication(false));

  test('waits for nobody when nobody was signed in', async () => {
    assert.equal(await afterSignIn(), false);
    assert.equal(isReauthenticating(), false);
  });

  test('waits until its person has signed in again, with all that wait', async () => {
    armReauthentication(true);
    const waiting = [afterSignIn(), afterSignIn()];
    assert.equal(isReauthenticating(), true);
    settleReauthentication(true);
    assert.deepEqual(await Promise.all(waiting), [true, true]);
    assert.equal(isReauthenticating(), false);
  });

  test('is given up when its person leaves', async () => {
    armReauthentication(true);
    const waiting = afterSignIn();
    armReauthentication(false);
    assert.equal(await waiting, false);
  });

  test('is told to the screens once, however many wait', () => {
    armReauthentication(true);
    let told = 0;
    const forget = onReauthentication(() => {
      told += 1;
    });
    void afterSignIn();
    void afterSignIn();
    forget();
    assert.equal(told, 1);
  });
});
