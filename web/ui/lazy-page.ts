import { lazyRouteComponent } from '@tanstack/react-router';
import { unreachable } from '../api/api-error.ts';

/**
 * A page whose code is fetched when it is gone to. The router loads the whole application anew when that fails, which
 * is right after an upgrade and would lose everything without a line: then it is an error of the line instead.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    try {
      return await load();
    } catch (cause) {
      throw navigator.onLine ? cause : unreachable();
    }
  }, name);
