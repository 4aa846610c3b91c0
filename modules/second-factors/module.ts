import type { Module } from '#platform/module.ts';
import { secondFactorsRoutes } from './routes.ts';
import { sweepChallenges } from './sweep-challenges.ts';

export { secondFactorErrors } from './errors.ts';
export { secondFactorChanged } from './events.ts';
export { hasFactors, METHODS, methodsOf } from './list-factors.ts';
export { PasskeyAssertion } from './passkey-answers.ts';
export { operatorMayResetFactors } from './policy.ts';
export { type FactorProof, isGuess, type Prover, proveFactor, type UseFactor } from './prove-factor.ts';
export { askForPasskey, provePasskey } from './prove-passkey.ts';
export { resetFactorsByOperator } from './reset-factors.ts';
export { WebAuthnOptions } from './schema.ts';
export { beginStep, endStep, findStep, type OpenStep, type SecondStep, tryStep } from './second-step.ts';

export const secondFactorsModule: Module = {
  name: 'second-factors',
  routes: secondFactorsRoutes,
  start: sweepChallenges,
};
