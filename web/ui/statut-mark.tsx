import type { ReactNode } from 'react';
import type { Priorite, StatutCommande } from '../api/types.ts';
import { useWords } from '../i18n/words.tsx';
import { Badge, type Tone } from './badge.tsx';
import { classNames } from './class-names.ts';

const TONES: Record<StatutCommande, Tone> = {
  EN_ATTENTE: 'info',
  EN_COURS: 'accent',
  TERMINE: 'success',
  ANNULEE: 'neutral',
  SUSPENDUE: 'warning',
};

/** The statut of a commande: word, shape and colour together, the same everywhere. */
export function StatutMark(props: { statut: StatutCommande }) {
  const words = useWords();
  return (
    <Badge tone={TONES[props.statut]}>
      <StatutShape statut={props.statut} />
      {words.ui.statut[props.statut]}
    </Badge>
  );
}

/** The shape alone, for where the word stands beside it already. */
export function StatutShape(props: { statut: StatutCommande }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 12 12"
      className="size-3 flex-none"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      {SHAPES[props.statut]}
    </svg>
  );
}

const SHAPES: Record<StatutCommande, ReactNode> = {
  EN_ATTENTE: <circle cx="6" cy="6" r="4.75" strokeDasharray="2 1.7" />,
  EN_COURS: (
    <>
      <circle cx="6" cy="6" r="4.75" />
      <path d="M6 1.25a4.75 4.75 0 0 1 0 9.500z" fill="currentColor" stroke="none" />
    </>
  ),
  TERMINE: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" stroke="none" />
      <path d="m3.5 6.2 1.7 1.7 3.3-3.6" className="stroke-success-soft" />
    </>
  ),
  ANNULEE: <path d="m2.5 2.5 7 7m0-7-7 7" />,
  SUSPENDUE: <path d="M3.8 2v8M8.2 2v8" strokeWidth="2" />,
};

const LEVELS: Record<Priorite, number> = { FAIBLE: 1, NORMALE: 2, HAUTE: 3, URGENTE: 4 };

/** The priority: a word and as many bars. */
export function PrioriteMark(props: { priorite: Priorite }) {
  const words = useWords();
  const level = LEVELS[props.priorite];
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap text-13',
        level === 4 ? 'font-medium text-sanguine-text' : 'text-ink-soft',
      )}
    >
      <svg aria-hidden viewBox="0 0 14 12" className="h-3 w-3.5 flex-none" fill="currentColor">
        {[1, 2, 3, 4].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 3.6}
            y={12 - bar * 3}
            width="2.4"
            height={bar * 3}
            rx="0.6"
            opacity={bar <= level ? 1 : 0.25}
          />
        ))}
      </svg>
      {words.ui.priorite[props.priorite]}
    </span>
  );
}
