import type { Module } from '#platform/module.ts';
import { auditEffects } from './events.ts';
import { auditRoutes } from './routes.ts';

export { type AuditFact, record } from './record.ts';

export const auditModule: Module = {
  name: 'audit',
  routes: auditRoutes,
  effects: auditEffects,
};
