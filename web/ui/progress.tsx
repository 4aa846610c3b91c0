import { classNames } from './class-names.ts';

const TONES = { accent: 'bg-accent', success: 'bg-success', warning: 'bg-warning', danger: 'bg-sanguine' };

/** A line that fills, from 0 to 1; `null` while it is not known how far it is. `label` and `valueText` are said, not shown. */
export function Progress(props: {
  value: number | null;
  label: string;
  valueText?: string;
  tone?: keyof typeof TONES;
}) {
  const percent = props.value === null ? null : Math.round(Math.min(Math.max(props.value, 0), 1) * 100);
  return (
    <div
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={props.valueText}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className={classNames(
          'h-full rounded-full transition-[width]',
          TONES[props.tone ?? 'accent'],
          percent === null && 'w-1/3 animate-pulse',
        )}
        style={percent === null ? {} : { width: `${percent}%` }}
      />
    </div>
  );
}
