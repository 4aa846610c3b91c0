import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Input } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCompteWords } from './use-compte-words.ts';

const A_NIGHT = { from: '22:00', until: '07:00' };

/** From when to when no letter is sent about what happens to commandes. */
export function QuietHours() {
  const compte = useCompteWords();
  const words = compte.quiet;
  const { preferences } = useMe();
  const client = useQueryClient();
  const { quietHoursStart, quietHoursEnd } = preferences;
  const [from, setFrom] = useState(quietHoursStart ?? A_NIGHT.from);
  const [until, setUntil] = useState(quietHoursEnd ?? A_NIGHT.until);
  const save = useMutation({
    mutationFn: (body: { quietHoursStart: string | null; quietHoursEnd: string | null }) =>
      answer(api.PUT('/api/users/me/preferences', { body })),
    onSuccess: (saved) => {
      client.setQueryData(sessionQuery.queryKey, (me) => (me ? { ...me, preferences: saved } : me));
      toast({ title: compte.preferencesSaved });
    },
  });
  // As it is asked for, until it is known.
  const isWanted = (save.isPending ? save.variables.quietHoursStart : quietHoursStart) !== null;
  const keep = (wanted: boolean) =>
    save.mutate({ quietHoursStart: wanted ? from : null, quietHoursEnd: wanted ? until : null });
  return (
    <section className="grid gap-4 border-line border-t pt-6">
      <div className="grid gap-1">
        <h2 className="font-serif text-20">{words.title}</h2>
        <p className="text-14 text-ink-soft">{words.lead}</p>
      </div>
      <FormFailure failure={save.error} />
      <Checkbox label={words.wanted} checked={isWanted} onChange={({ target }) => keep(target.checked)} />
      {isWanted ? (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            keep(true);
          }}
        >
          <Field label={words.from}>
            <Input type="time" required value={from} onChange={({ target }) => setFrom(target.value)} />
          </Field>
          <Field label={words.until}>
            <Input type="time" required value={until} onChange={({ target }) => setUntil(target.value)} />
          </Field>
          <Button type="submit" pending={save.isPending}>
            {words.save}
          </Button>
        </form>
      ) : null}
    </section>
  );
}
