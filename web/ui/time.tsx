import { formatClock, formatDate, formatDuration, formatFull, formatTime } from './formats.ts';
import { useNow, useReader } from './reader.tsx';

/** A moment as people say it; the full date is in its title and is what screen readers say. */
export function Time(props: { at: string; className?: string }) {
  return <Said {...props} as={formatTime} />;
}

/** The hour alone, « 14:32 », where the day is said above. */
export function ClockOnly(props: { at: string; className?: string }) {
  return <Said {...props} as={(date, _now, reader) => formatClock(date, reader)} />;
}

/** A day, « 3 mars », said and hovered in full as well. */
export function DateOnly(props: { at: string; className?: string }) {
  return <Said {...props} as={formatDate} />;
}

function Said(props: { at: string; className?: string; as: typeof formatTime }) {
  const reader = useReader();
  const now = useNow();
  const date = new Date(props.at);
  const full = formatFull(date, reader);
  return (
    <time dateTime={props.at} title={full} className={props.className}>
      <span aria-hidden>{props.as(date, now, reader)}</span>
      <span className="sr-only">{full}</span>
    </time>
  );
}

/** « 2 jours et 4 heures ». */
export function Duration(props: { seconds: number }) {
  const reader = useReader();
  return <>{formatDuration(props.seconds, reader.words)}</>;
}
