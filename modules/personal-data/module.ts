import type { Module } from '#platform/module.ts';
import { personalDataEffects } from './effects.ts';
import { personalDataRoutes } from './routes.ts';
import { startSweeping } from './start-sweeping.ts';

export {
  dataExportDownloaded,
  dataExportReady,
  dataExportRequested,
  erasureCancelled,
  erasureRequested,
  personErased,
} from './events.ts';

export const personalDataModule: Module = {
  name: 'personal-data',
  routes: personalDataRoutes,
  effects: personalDataEffects,
  start: startSweeping,
};
