import ArrowLeft from 'lucide-react/icons/arrow-left';
import Download from 'lucide-react/icons/download';
import Lock from 'lucide-react/icons/lock';
import LockOpen from 'lucide-react/icons/lock-open';
import { useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { Button } from '../../ui/button.tsx';
import { exportTable, shownTable } from './export-table.ts';
import { lock, unlock } from './queries.ts';
import { useSecondsLeft } from './use-seconds-left.ts';
import { useStudioWords } from './use-studio-words.ts';

type LockBarProps = {
  inStaka: boolean;
  until: string | null;
  provider: string | null;
  refusal: ApiError | null;
  onSettled: () => void;
};

const DATABASES: Readonly<Record<string, string>> = { sqlite: 'SQLite', postgresql: 'PostgreSQL', mysql: 'MySQL' };

/** Where one is, whether writing is open and for how long, and what was refused last. */
export function LockBar(props: LockBarProps) {
  const words = useStudioWords();
  return (
    <header className="border-line border-b bg-surface px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {props.inStaka ? (
          <a href="/app" className="flex items-center gap-1.5 text-14 text-ink-soft hover:text-ink">
            <ArrowLeft aria-hidden className="icon" />
            Staka
          </a>
        ) : null}
        <h1 className="font-serif text-20">{words.title}</h1>
        <span className="text-13 text-ink-soft max-sm:sr-only">{DATABASES[props.provider ?? '']}</span>
        <div className="ms-auto flex flex-wrap items-center gap-2">
          <Export onFailed={props.onSettled} />
          <Writing {...props} />
        </div>
      </div>
      <p role="alert" className="text-13 text-sanguine-text empty:hidden">
        {props.refusal?.message ?? null}
      </p>
    </header>
  );
}

function Writing({ until: given, onSettled, provider }: LockBarProps) {
  const words = useStudioWords();
  const [own, setOwn] = useState<string | null | undefined>(undefined);
  const [failure, setFailure] = useState<string | null>(null);
  const seconds = useSecondsLeft(own === undefined ? given : own);
  const isOpen = seconds > 0;
  const act = async () => {
    setFailure(null);
    onSettled();
    try {
      if (isOpen) await lock();
      setOwn(isOpen ? null : await unlock());
    } catch (error) {
      setFailure(error instanceof ApiError && error.message !== '' ? error.message : words.unreachable);
    }
  };
  if (provider === null) return null;
  return (
    <>
      <span role="status" className="numbers text-14">
        {isOpen ? words.open : words.readOnly}
      </span>
      {isOpen ? (
        <span role="timer" aria-label={words.left} className="numbers font-medium text-14 text-sanguine-text">
          {clock(seconds)}
        </span>
      ) : null}
      <Button size="small" look={isOpen ? 'danger' : 'primary'} onClick={() => void act()}>
        {isOpen ? <Lock aria-hidden className="icon" /> : <LockOpen aria-hidden className="icon" />}
        {isOpen ? words.lock : words.unlock}
      </Button>
      {failure === null ? null : (
        <p role="alert" className="w-full text-13 text-sanguine-text">
          {failure}
        </p>
      )}
    </>
  );
}

function Export(props: { onFailed: () => void }) {
  const words = useStudioWords();
  const [pending, setPending] = useState(false);
  const save = async () => {
    const table = shownTable(location.hash);
    if (table === null) return;
    setPending(true);
    await exportTable(table).catch(props.onFailed);
    setPending(false);
  };
  return (
    <Button size="small" pending={pending} onClick={() => void save()}>
      <Download aria-hidden className="icon" />
      {words.exportJson}
    </Button>
  );
}

/** 9:41 */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
