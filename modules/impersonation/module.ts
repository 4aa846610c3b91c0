import type { Module } from '#platform/module.ts';
import { impersonationRoutes } from './routes.ts';

export const impersonationModule: Module = {
  name: 'impersonation',
  routes: impersonationRoutes,
};
