import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Download from 'lucide-react/icons/download';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuLink } from '../../ui/menu.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditList } from './audit-list.tsx';
import { auditQuery } from './queries.ts';
import { type AuditSearch, exportUrl } from './search.ts';
import { useAuditWords } from './use-audit-words.ts';

const route = getRouteApi('/app/admin/journal');

export function AuditPage() {
  const words = useAuditWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditQuery(search));
  const filter = (next: AuditSearch) => void navigate({ to: '/app/admin/journal', search: next, replace: true });
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <Page title={words.title} lead={words.lead} width="wide" actions={<ExportMenu search={search} />}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <AuditFilters search={search} onChange={filter} />
        {search.person || search.target ? (
          <Notice tone="info">
            <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              {search.person ? words.onePerson : words.oneTarget}
              <Button size="small" onClick={() => filter({})}>
                {words.clear}
              </Button>
            </span>
          </Notice>
        ) : null}
        <p role="status" className="sr-only">
          {query.data ? words.shown(query.data.length) : null}
        </p>
        <AuditList query={query} onClear={isNarrowed ? () => filter({}) : undefined} />
      </div>
    </Page>
  );
}

function ExportMenu(props: { search: AuditSearch }) {
  const words = useAuditWords();
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <Download aria-hidden className="icon" />
          {words.exportAs}
        </Button>
      }
    >
      {(['csv', 'jsonl'] as const).map((format) => (
        <MenuLink key={format} render={<a href={exportUrl(props.search, format)} download={`audit.${format}`} />}>
          {words[format]}
        </MenuLink>
      ))}
    </Menu>
  );
}
