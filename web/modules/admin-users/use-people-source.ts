import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { type CommandSource, useCommandSource } from '../../ui/keyboard/commands.ts';

/** Lets administrators find people from the palette. */
export function usePeopleSource(): void {
  const { role } = useMe();
  const words = useWords();
  const navigate = useNavigate();
  const source = useMemo<CommandSource | null>(() => {
    if (role !== 'ADMIN') return null;
    return {
      id: 'people',
      search: async (q, signal) => {
        const { items } = await answer(api.GET('/api/admin/users', { params: { query: { q, limit: 5 } }, signal }));
        return items.map((user) => ({
          id: `person-${user.id}`,
          label: fullName(user) || user.email,
          detail: words.ui.role[user.role],
          group: words.shell.nav.people,
          run: () => void navigate({ to: '/app/admin/utilisateurs/$id', params: { id: user.id } }),
        }));
      },
    };
  }, [role, words, navigate]);
  useCommandSource(source);
}
