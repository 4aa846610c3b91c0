import type { Commande } from '../../api/types.ts';
import { useWords } from '../../i18n/words.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatDuration, formatFull, formatTime } from '../../ui/formats.ts';
import { Progress } from '../../ui/progress.tsx';
import { useNow, useReader } from '../../ui/reader.tsx';
import { remainingAt, spentAt, type Urgency, urgencyAt } from './deadline.ts';

const COLOURS: Record<Urgency, string> = {
  late: 'font-medium text-sanguine-text',
  soon: 'font-medium text-warning',
  calm: 'text-ink-soft',
  paused: 'text-ink-soft',
  none: 'text-ink-faint',
};
const TONES = { late: 'danger', soon: 'warning', calm: 'accent', paused: 'warning', none: 'accent' } as const;

/** The deadline in words, the date itself on hover and for screen readers. */
export function DeadlineWords(props: { commande: Commande; short?: boolean; className?: string }) {
  const reader = useReader();
  const now = useNow();
  const { commande } = props;
  const text = useDeadlineText(commande, props.short);
  const { at } = commande.deadline;
  const full = at === null ? undefined : formatFull(new Date(at), reader);
  return (
    <span title={full} className={classNames('text-13', COLOURS[urgencyAt(commande, now)], props.className)}>
      {text}
      {full ? <span className="sr-only">, {full}</span> : null}
    </span>
  );
}

/** The deadline as a line that fills; it stands still while the commande does. */
export function DeadlineLine(props: { commande: Commande }) {
  const words = useWords().commandes.deadline;
  const now = useNow();
  const text = useDeadlineText(props.commande);
  const spent = spentAt(props.commande, now);
  return (
    <div className="grid gap-1.5">
      <DeadlineWords commande={props.commande} />
      {spent === null ? null : (
        <Progress value={spent} label={words.line} valueText={text} tone={TONES[urgencyAt(props.commande, now)]} />
      )}
    </div>
  );
}

/** `short`: the greatest unit alone. */
function useDeadlineText(commande: Commande, short = false): string {
  const words = useWords().commandes.deadline;
  const reader = useReader();
  const now = useNow();
  if (commande.statut === 'TERMINE') {
    const { dateFinition } = commande;
    return dateFinition === null ? words.ended : words.delivered(formatTime(new Date(dateFinition), now, reader));
  }
  const remaining = remainingAt(commande, now);
  if (remaining === null) return commande.statut === 'ANNULEE' ? '' : words.none;
  const duration = formatDuration(short ? greatestUnit(remaining) : remaining, reader.words);
  if (commande.deadline.paused) return remaining < 0 ? words.pausedLate(duration) : words.paused(duration);
  return remaining < 0 ? words.late(duration) : words.left(duration);
}

function greatestUnit(seconds: number): number {
  const unit = Math.abs(seconds) >= 86_400 ? 86_400 : Math.abs(seconds) >= 3600 ? 3600 : 60;
  return Math.trunc(seconds / unit) * unit;
}
