import { api } from '../../api/client.ts';
import { actedAs, leaveBy, leaveFor } from '../../api/session.ts';
import { dropEveryDraft } from '../../ui/draft.ts';

/** Ends the session; of somebody in whose name an administrator acts, that. */
export async function signOut(): Promise<void> {
  const acted = actedAs();
  if (acted !== null) return (await import('../impersonation/impersonate.ts')).endImpersonation(acted);
  await leaveBy(() => api.POST('/api/auth/logout'));
  await leaveForGood();
}

/** After the session has ended: the page is loaded anew, so that nothing of its person stays, not even in memory. */
export async function leaveForGood(): Promise<void> {
  dropEveryDraft();
  const { forgetUploads } = await import('../files/uploads.ts');
  await forgetUploads();
  leaveFor('/login');
}
