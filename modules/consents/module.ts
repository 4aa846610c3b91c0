import type { Module } from '#platform/module.ts';
import { consentsRoutes } from './routes.ts';

export { consentChanged } from './events.ts';
export { listOwed } from './owed-consents.ts';
export { recordConsents } from './record-consents.ts';
export { AskedConsent } from './schema.ts';

export const consentsModule: Module = {
  name: 'consents',
  routes: consentsRoutes,
};
