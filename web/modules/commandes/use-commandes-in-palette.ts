import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { type Command, type CommandSource, useCommandSource, useCommands } from '../../ui/keyboard/commands.ts';

const FOUND = 6;

/** Lets everyone find their commandes from the palette, and authors begin another one. */
export function useCommandesInPalette(): void {
  const { role } = useMe();
  const words = useWords();
  const navigate = useNavigate();
  const acts = useMemo<Command[]>(() => {
    if (role === 'CORRECTOR' || role === 'ADMIN') return [];
    const run = () => void navigate({ to: '/app/commandes/nouvelle' });
    return [{ id: 'commande-new', label: words.commandes.new, group: words.shell.act, run }];
  }, [role, words, navigate]);
  const source = useMemo<CommandSource>(
    () => ({
      id: 'commandes',
      search: async (q, signal) => {
        const { items } = await answer(api.GET('/api/commandes', { params: { query: { q, limit: FOUND } }, signal }));
        return items.map(({ id, titre, statut }) => ({
          id: `commande-${id}`,
          label: titre,
          detail: words.ui.statut[statut],
          group: words.commandes.all,
          run: () => void navigate({ to: '/app/commandes/$id', params: { id } }),
        }));
      },
    }),
    [words, navigate],
  );
  useCommands('commandes', acts);
  useCommandSource(source);
}
