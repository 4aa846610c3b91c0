import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Role, User } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { fullName } from '../../ui/avatar.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { usePeopleWords } from './use-people-words.ts';

type Change = { role?: Role; isActive?: boolean; reason?: string | null };

/** Changes a person's role or whether they may sign in: at once, with 8 seconds to take it back. */
export function useChangeUser(): (user: User, change: Change) => void {
  const client = useQueryClient();
  const words = useWords();
  const says = usePeopleWords();
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: Change }) =>
      answer(api.PATCH('/api/admin/users/{id}', { params: { path: { id } }, body })),
    onError: (error) => toast({ title: words.ui.errors.refused, detail: sentenceOf(error, words) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  return (user, body) => {
    const before: Change = body.role === undefined ? { isActive: user.isActive } : { role: user.role };
    change.mutate(
      { id: user.id, body },
      {
        onSuccess: (changed) => {
          const undo = () => change.mutate({ id: user.id, body: before });
          toast({ title: sentence(changed), undo: { label: words.ui.undo, run: undo } });
        },
      },
    );
    function sentence(changed: User): string {
      const name = fullName(changed);
      if (body.role !== undefined) return says.roleChanged(name, words.ui.role[changed.role]);
      return changed.isActive ? says.activated(name) : says.deactivated(name);
    }
  };
}

export function useSendInvitation(): (user: User) => void {
  const words = useWords();
  const says = usePeopleWords();
  const invite = useMutation({
    mutationFn: (user: User) =>
      answer(api.POST('/api/admin/users/{id}/invitation', { params: { path: { id: user.id } } })),
    onSuccess: (_said, user) => toast({ title: says.invited(user.email) }),
    onError: (error) => toast({ title: words.ui.errors.refused, detail: sentenceOf(error, words) }),
  });
  return (user) => invite.mutate(user);
}
