import type { Module } from '#platform/module.ts';
import { identitiesEffects } from './events.ts';
import { identitiesRoutes } from './routes.ts';
import { sweepChallenges } from './sweep-challenges.ts';

export { identityErrors } from './errors.ts';
export { identityLinked, identityUnlinked, signedInByIdentity, userCreatedByIdentity } from './events.ts';
export { nameIn } from './name-in.ts';
export { deleteIdentity, findIdentity, insertIdentity, updateIdentity } from './queries.ts';

export const identitiesModule: Module = {
  name: 'identities',
  routes: identitiesRoutes,
  effects: identitiesEffects,
  start: (context) => sweepChallenges(context),
};
