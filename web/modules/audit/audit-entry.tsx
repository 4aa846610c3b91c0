import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditEntry } from '../../api/types.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Time } from '../../ui/time.tsx';
import { deviceOf } from '../sessions/device.ts';
import { actionsEn } from './actions.en.ts';
import { actionsFr } from './actions.fr.ts';
import { RowChanges } from './row-changes.tsx';
import { useAuditWords } from './use-audit-words.ts';

/** One line of the log: who did what to whom, when and from where. */
export function AuditLine(props: { entry: AuditEntry }) {
  const { entry } = props;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3 sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-4">
      <Time at={entry.createdAt} className="numbers text-13 text-ink-soft sm:pt-0.5" />
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
        <p className="wrap-anywhere text-14">
          <Sentence entry={entry} />
        </p>
        <RowChanges data={entry.data} />
        <Facts entry={entry} />
      </div>
    </li>
  );
}

function Sentence(props: { entry: AuditEntry }) {
  const { entry } = props;
  const { langue } = useLangue();
  const action = (langue === 'fr' ? actionsFr : actionsEn)[entry.action];
  const isSelf =
    entry.targetId === null || entry.targetType === 'audit' || entry.targetType === 'studio' || isSame(entry);
  if (isSelf && action?.self !== undefined)
    return (
      <>
        <Who entry={entry} /> {action.self}
      </>
    );
  return (
    <>
      <Who entry={entry} /> {action?.done ?? <code className="text-13">{entry.action}</code>} <Target entry={entry} />
    </>
  );
}

function isSame({ actor, targetType, targetId }: AuditEntry): boolean {
  return targetType === 'user' && actor?.id === targetId;
}

function Who(props: { entry: AuditEntry }) {
  const words = useAuditWords();
  const { actor, impersonator, ip } = props.entry;
  if (actor === null) return <span className="font-medium">{ip === null ? words.staka : words.someone}</span>;
  if (impersonator === null || impersonator.id === actor.id) return <Person {...actor} />;
  return <>{words.inNameOf(impersonator.name ?? words.erased, actor.name ?? words.erased)}</>;
}

function Person(props: { id: string; name: string | null }) {
  const words = useAuditWords();
  if (props.name === null) return <span className="text-ink-soft">{words.erased}</span>;
  return (
    <Strong>
      <Link to="/app/admin/utilisateurs/$id" params={{ id: props.id }} className="hover:underline">
        {props.name}
      </Link>
    </Strong>
  );
}

function Target(props: { entry: AuditEntry }) {
  const words = useAuditWords();
  const { targetType, targetId, targetName } = props.entry;
  if (targetId === null) return null;
  if (targetType === 'user') return <Person id={targetId} name={targetName} />;
  if (targetType === 'row') return <code className="text-13">{targetId}</code>;
  if (targetName === null) return <span className="text-ink-soft">{words.gone}</span>;
  if (targetType !== 'commande') return <Strong>{targetName}</Strong>;
  return (
    <Strong>
      <Link to="/app/commandes/$id" params={{ id: targetId }} className="hover:underline">
        {targetName}
      </Link>
    </Strong>
  );
}

function Strong(props: { children: ReactNode }) {
  return <span className="font-medium">{props.children}</span>;
}

/** From where, and what else is known that a person can read. */
function Facts(props: { entry: AuditEntry }) {
  const { ip, userAgent } = props.entry;
  const { browser, system } = deviceOf(userAgent);
  const facts = [useDetails(props.entry), ip, [browser, system].filter(Boolean).join(' · ')].filter(Boolean);
  if (facts.length === 0) return null;
  return <p className="numbers wrap-anywhere text-13 text-ink-soft">{facts.join(' · ')}</p>;
}

function useDetails({ data }: AuditEntry): string {
  const words = useWords();
  const { fields } = useAuditWords();
  const { langue } = useLangue();
  const colon = langue === 'fr' ? '\u202f: ' : ': ';
  const details = Object.entries(data).flatMap(([name, value]) => {
    const label = fields[name as keyof typeof fields]; // a name that is none of those has no label
    if (label === undefined || value === false) return [];
    if (value === true) return [label];
    const said = sayValue(value, words);
    return said === '' ? [] : [`${label}${colon}${said}`];
  });
  return details.join(', ');
}

function sayValue(value: unknown, words: ReturnType<typeof useWords>): string {
  if (Array.isArray(value)) return value.map((one) => sayValue(one, words)).join(', ');
  if (typeof value !== 'string') return '';
  const named: Readonly<Record<string, string>> = { ...words.ui.role, ...words.ui.statut };
  return named[value] ?? value;
}
