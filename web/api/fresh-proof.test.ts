import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { afterProof, asksForProof, isProofWanted, onProofWanted, settleProof } from './fresh-proof.ts';

describe('a request that wants a fresh proof', () => {
  const problem = (code: string, status = 403) => new Response(JSON.stringify({ code }), { status });

  test('is known by its code, and may still be read', async () => {
    const refusal = problem('FRESH_AUTHENTICATION_REQUIRED');
    assert.equal(await asksForProof(refusal), true);
    assert.deepEqual(await refusal.json(), { code: 'FRESH_AUTHENTICATION_REQUIRED' });
    for (const other of [
      problem('FORBIDDEN'),
      problem('FRESH_AUTHENTICATION_REQUIRED', 409),
      new Response('<', { status: 403 }),
    ])
      assert.equal(await asksForProof(other), false);
  });

  test('is not held up where nobody could be asked', async () => {
    assert.equal(await afterProof(), false);
    assert.equal(isProofWanted(), false);
  });

  test('waits with all the others for one answer', async () => {
    const forget = onProofWanted(() => {});
    const waiting = [afterProof(), afterProof()];
    assert.equal(isProofWanted(), true);
    settleProof(true);
    assert.deepEqual(await Promise.all(waiting), [true, true]);
    assert.equal(isProofWanted(), false);
    forget();
  });

  test('is given up when its person says so', async () => {
    const forget = onProofWanted(() => {});
    const waiting = afterProof();
    settleProof(false);
    assert.equal(await waiting, false);
    forget();
  });
});
