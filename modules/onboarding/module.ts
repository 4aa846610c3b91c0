import type { Module } from '#platform/module.ts';
import { onboardingRoutes } from './routes.ts';

export { roleRequestDecided, roleRequested, userOnboarded } from './events.ts';

export const onboardingModule: Module = {
  name: 'onboarding',
  routes: onboardingRoutes,
};
