import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STATUT_COMMANDE } from '#platform/db/database.gen.ts';
import { CodedError } from '#platform/http/errors.ts';
import { SIDES, type Side } from './sides.ts';
import { openTransitions, requireTransition, type WorkflowState } from './workflow.ts';
import { staleWorkflowPages } from './workflow-page.ts';

const now = Temporal.Instant.from('2026-11-21T12:00:00Z');

/** Everything else is as it must be for a transition to happen. */
const READY: Omit<WorkflowState, 'statut'> = {
  correcteurId: 'corrector',
  statutAvantPause: 'EN_COURS',
  dateFinition: new Date('2026-11-01T12:00:00Z'),
  corrections: 1,
};

/** The decisions of the design, written out by hand: who may take a commande where, and whether they must say why. */
const DECIDED: Record<string, { who: Side[]; reason: boolean }> = {
  'EN_ATTENTE → EN_COURS': { who: ['correcteur', 'administrateur'], reason: false },
  'EN_ATTENTE → SUSPENDUE': { who: ['correcteur', 'administrateur'], reason: true },
  'EN_ATTENTE → ANNULEE': { who: ['client', 'administrateur'], reason: true },
  'EN_COURS → TERMINE': { who: ['correcteur', 'administrateur'], reason: false },
  'EN_COURS → SUSPENDUE': { who: ['correcteur', 'administrateur'], reason: true },
  'EN_COURS → ANNULEE': { who: ['administrateur'], reason: true },
  'SUSPENDUE → EN_ATTENTE': { who: ['correcteur', 'administrateur'], reason: true },
  'SUSPENDUE → EN_COURS': { who: ['correcteur', 'administrateur'], reason: true },
  'SUSPENDUE → ANNULEE': { who: ['administrateur'], reason: true },
  'TERMINE → EN_COURS': { who: ['administrateur'], reason: true },
};

describe('the table of transitions', () => {
  for (const from of STATUT_COMMANDE) {
    for (const to of STATUT_COMMANDE) {
      const decided = DECIDED[`${from} → ${to}`];
      const state: WorkflowState = { ...READY, statut: from, statutAvantPause: to };
      for (const side of SIDES) {
        const allowed = decided?.who.includes(side) === true;
        test(`${side}: ${from} → ${to} is ${allowed ? 'open' : 'refused'}`, () => {
          const code = attempt(state, to, [side], 'Parce que');
          const refusal = decided ? 'COMMANDE_TRANSITION_FORBIDDEN' : 'COMMANDE_TRANSITION_REFUSED';
          assert.equal(code, allowed ? null : refusal);
        });
        test(`${side}: the button ${from} → ${to} is ${allowed ? 'shown' : 'not shown'}`, () => {
          const shown = openTransitions(state, [side], now).filter((open) => open.to === to);
          const expected = allowed ? [decided.reason] : [];
          assert.deepEqual(
            shown.map(({ reasonRequired }) => reasonRequired),
            expected,
          );
        });
      }
      if (decided?.reason) {
        test(`${from} → ${to} wants a reason`, () => {
          assert.equal(attempt(state, to, ['administrateur'], null), 'COMMANDE_REASON_REQUIRED');
        });
      }
    }
  }
});

describe('the conditions of a transition', () => {
  const admin: Side[] = ['administrateur'];

  test('nobody begins a commande that no one corrects', () => {
    const state: WorkflowState = { ...READY, statut: 'EN_ATTENTE', correcteurId: null };
    assert.equal(attempt(state, 'EN_COURS', admin, null), 'COMMANDE_CORRECTEUR_REQUIRED');
    assert.ok(!offered(state, admin).includes('EN_COURS'));
  });

  test('nothing ends without a corrected file', () => {
    const state: WorkflowState = { ...READY, statut: 'EN_COURS', corrections: 0 };
    assert.equal(attempt(state, 'TERMINE', admin, null), 'COMMANDE_CORRECTION_REQUIRED');
    assert.ok(!offered(state, admin).includes('TERMINE'));
  });

  test('a pause ends in the statut it began in, and in no other', () => {
    const state: WorkflowState = { ...READY, statut: 'SUSPENDUE', statutAvantPause: 'EN_ATTENTE' };
    assert.equal(attempt(state, 'EN_ATTENTE', admin, 'Reprise'), null);
    assert.equal(attempt(state, 'EN_COURS', admin, 'Reprise'), 'COMMANDE_TRANSITION_REFUSED');
    assert.deepEqual(offered(state, admin), ['EN_ATTENTE', 'ANNULEE']);
  });

  test('a delivered commande is taken up again within thirty days to the second', () => {
    const delivered = (date: string): WorkflowState => ({ ...READY, statut: 'TERMINE', dateFinition: new Date(date) });
    assert.equal(attempt(delivered('2026-10-22T12:00:00Z'), 'EN_COURS', admin, 'Suite'), null);
    assert.equal(attempt(delivered('2026-10-22T11:59:59Z'), 'EN_COURS', admin, 'Suite'), 'COMMANDE_REOPEN_TOO_LATE');
    assert.deepEqual(offered(delivered('2026-10-22T11:59:59Z'), admin), []);
  });

  test('whoever stands on two sides may do what either may', () => {
    const state: WorkflowState = { ...READY, statut: 'EN_ATTENTE' };
    assert.deepEqual(offered(state, ['client', 'correcteur']), ['EN_COURS', 'SUSPENDUE', 'ANNULEE']);
  });

  test('whoever stands on no side is offered nothing', () => {
    for (const statut of STATUT_COMMANDE) assert.deepEqual(offered({ ...READY, statut }, []), []);
  });
});

test('the pages of documentation say what the table says', async () => {
  assert.deepEqual(await staleWorkflowPages(), []);
});

function attempt(
  state: WorkflowState,
  to: WorkflowState['statut'],
  sides: readonly Side[],
  reason: string | null,
): string | null {
  try {
    requireTransition(state, { to, reason, sides, now });
    return null;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

function offered(state: WorkflowState, sides: readonly Side[]): string[] {
  return openTransitions(state, sides, now).map(({ to }) => to);
}
