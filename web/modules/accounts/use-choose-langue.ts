import { useCallback } from 'react';
import { answer, api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { sessionQuery } from '../../api/session.ts';
import type { Langue } from '../../i18n/langue.ts';
import { useLangue } from '../../i18n/words.tsx';

/** Speaks another language at once, and keeps the choice with the account. */
export function useChooseLangue(): (langue: Langue) => Promise<void> {
  const { speak } = useLangue();
  return useCallback(
    async (langue) => {
      await speak(langue);
      const preferences = await answer(api.PUT('/api/users/me/preferences', { body: { langue } }));
      queryClient.setQueryData(sessionQuery.queryKey, (me) => (me ? { ...me, preferences } : me));
    },
    [speak],
  );
}
