import type { Module } from '#platform/module.ts';
import { mountStudioPage, type StudioDoor, toTheDoor } from './page.ts';
import type { StudioLock } from './policy.ts';
import { studioRoutes } from './routes.ts';
import { sessionLock } from './session-lock.ts';
import { closeStudio } from './state.ts';

export function createStudioModule(lock: StudioLock, { turnAway = toTheDoor }: Partial<StudioDoor> = {}): Module {
  return {
    name: 'studio',
    routes: studioRoutes(lock),
    mount: (app) => mountStudioPage(app, { turnAway }),
    start: (context) => () => closeStudio(context),
  };
}

/** The data browser for administrators; `serve.ts` is that of the operator. */
export const studioModule: Module = createStudioModule(sessionLock);
