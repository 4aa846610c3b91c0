type Row = Readonly<Record<string, unknown>>;

/** What was written to a row by hand, column by column: before, and after. */
export function RowChanges(props: { data: Row }) {
  const before = rowIn(props.data.before);
  const after = rowIn(props.data.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'updatedAt');
  if (names.length === 0) return null;
  return (
    <details className="text-13">
      <summary className="text-ink-soft">{names.slice(0, 6).join(', ')}</summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {names.map((name) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="wrap-anywhere">
              {name in before ? <del className="text-ink-soft">{said(before[name])}</del> : null}
              {name in before && name in after ? ' → ' : null}
              {name in after ? <ins className="no-underline">{said(after[name])}</ins> : null}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function rowIn(value: unknown): Row {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
