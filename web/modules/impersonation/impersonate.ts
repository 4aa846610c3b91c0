import { answer, api } from '../../api/client.ts';
import { dropEveryDraft } from '../../ui/draft.ts';

/** Until when, for the banner to end it in time: a session that has run out cannot be left by itself. */
const UNTIL = 'staka.impersonation-until';

/** Acts as somebody from now on. The page is loaded anew, so that nothing of the one person is seen by the other. */
export async function beginImpersonation(id: string): Promise<void> {
  const { expiresAt } = await answer(api.POST('/api/admin/users/{id}/impersonation', { params: { path: { id } } }));
  sessionStorage.setItem(UNTIL, expiresAt);
  comeAnew('/app');
}

/** Gives the administrator their own session back; at the door when that has ended meanwhile. */
export async function endImpersonation(id: string): Promise<void> {
  const { restored } = await answer(api.DELETE('/api/auth/impersonation'));
  sessionStorage.removeItem(UNTIL);
  comeAnew(restored ? `/app/admin/utilisateurs/${encodeURIComponent(id)}` : '/login');
}

/** Milliseconds until it has to be ended; null where nothing says when. */
export function impersonationLeft(): number | null {
  const until = sessionStorage.getItem(UNTIL);
  return until === null ? null : Math.max(0, Date.parse(until) - Date.now() - EARLY_MS);
}

const EARLY_MS = 5_000;

function comeAnew(to: string): void {
  dropEveryDraft();
  location.assign(to);
}
