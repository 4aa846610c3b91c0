import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { answer, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { Input } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { formatClock } from '../../ui/formats.ts';
import { useNow, useReader } from '../../ui/reader.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCompteWords } from './use-compte-words.ts';

const TimezoneChoice = lazy(async () => ({ default: (await import('./timezone-choice.tsx')).TimezoneChoice }));

/** Where its person lives, among all the zones there are; kept as soon as it is chosen. */
export function TimezoneField() {
  const words = useCompteWords();
  const { preferences } = useMe();
  const client = useQueryClient();
  const reader = useReader();
  const now = useNow();
  const save = useMutation({
    mutationFn: (timezone: string) => answer(api.PUT('/api/users/me/preferences', { body: { timezone } })),
    onSuccess: (saved) => {
      client.setQueryData(sessionQuery.queryKey, (me) => (me ? { ...me, preferences: saved } : me));
      toast({ title: words.preferencesSaved });
    },
  });
  const shown = save.isPending ? save.variables : preferences.timezone;
  return (
    <>
      <Field label={words.timezone} hint={words.timezoneHint(formatClock(now, { ...reader, timeZone: shown }))}>
        <Suspense fallback={<Input readOnly value={shown} />}>
          <TimezoneChoice value={shown} onChoose={(timezone) => save.mutate(timezone)} />
        </Suspense>
      </Field>
      <FormFailure failure={save.error} />
    </>
  );
}
