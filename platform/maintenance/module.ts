import type { Module } from '#platform/module.ts';

/** Every process looks by itself whether maintenance is on. */
export const maintenanceModule: Module = {
  name: 'maintenance',
  start: ({ maintenance }) => maintenance.watch(),
};
