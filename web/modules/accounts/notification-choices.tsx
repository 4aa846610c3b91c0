import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import type { Preferences, Role } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCompteWords } from './use-compte-words.ts';

const CHANNELS = ['app', 'email'] as const;
type Channel = (typeof CHANNELS)[number];
const EVENTS = [
  { event: 'message.sent', roles: null },
  { event: 'commande.created', roles: ['ADMIN'] },
  { event: 'commande.assigned', roles: null },
  { event: 'commande.statut-changed', roles: null },
  { event: 'commande.delivered', roles: null },
  { event: 'role.requested', roles: ['ADMIN'] },
  { event: 'role.decided', roles: ['USER', 'MENTOR'] },
  { event: 'clerk.waiting', roles: ['ADMIN'] },
  { event: 'backup.rehearsed', roles: ['ADMIN'] },
] as const satisfies readonly { event: string; roles: readonly Role[] | null }[];

type EventName = (typeof EVENTS)[number]['event'];
type Choices = Preferences['notifications'];

/** What the server holds to be wanted by whoever has not said. */
const UNWANTED: readonly string[] = ['commande.created email'];

/** What one is told of, and where: each choice is kept as it is made. */
export function NotificationChoices() {
  const words = useCompteWords().told;
  const { role } = useMe();
  const shown = EVENTS.filter(({ roles }) => roles === null || roles.some((one) => one === role));
  return (
    <section className="grid gap-4 border-line border-t pt-6">
      <div className="grid gap-1">
        <h2 className="font-serif text-20">{words.title}</h2>
        <p className="text-14 text-ink-soft">{words.lead}</p>
      </div>
      <table className="w-full text-14">
        <thead className="text-13 text-ink-soft">
          <tr className="border-line border-b">
            <th scope="col" className="py-2 text-start font-normal">
              {words.event}
            </th>
            {CHANNELS.map((channel) => (
              <th key={channel} scope="col" className="w-20 py-2 text-end font-normal sm:w-36">
                {words.channels[channel]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shown.map(({ event }) => (
            <tr key={event}>
              <th scope="row" className="py-2.5 text-start font-normal">
                {words.events[event]}
              </th>
              {CHANNELS.map((channel) => (
                <td key={channel} className="text-end">
                  <Choice
                    event={event}
                    channel={channel}
                    label={words.choice(words.events[event], words.channels[channel])}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Choice(props: { event: EventName; channel: Channel; label: string }) {
  const { event, channel } = props;
  const { preferences } = useMe();
  const choose = useChoose();
  const wanted = preferences.notifications[event]?.[channel] ?? !UNWANTED.includes(`${event} ${channel}`);
  return (
    <label className="inline-flex size-9 cursor-pointer items-center justify-center pointer-coarse:size-11">
      <input
        type="checkbox"
        aria-label={props.label}
        checked={wanted}
        onChange={({ target }) => choose(event, channel, target.checked)}
        className="size-4 accent-accent"
      />
    </label>
  );
}

function useChoose(): (event: EventName, channel: Channel, wanted: boolean) => void {
  const client = useQueryClient();
  const words = useWords();
  const { preferences } = useMe();
  const show = (notifications: Choices) =>
    client.setQueryData(sessionQuery.queryKey, (me) =>
      me ? { ...me, preferences: { ...me.preferences, notifications } } : me,
    );
  const save = useMutation({
    mutationFn: (changed: { event: EventName; channel: Channel; wanted: boolean }) => {
      const notifications = { [changed.event]: { [changed.channel]: changed.wanted } };
      return answer(api.PUT('/api/users/me/preferences', { body: { notifications } }));
    },
    onError: (error) => {
      toast({ title: words.ui.errors.refused, detail: sentenceOf(error, words) });
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return (event, channel, wanted) => {
    const before = preferences.notifications;
    const next = { ...before, [event]: { ...before[event], [channel]: wanted } };
    show(next);
    save.mutate({ event, channel, wanted });
  };
}
