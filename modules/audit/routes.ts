import { get } from '#platform/http/route.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';
import { mayReadAudit } from './policy.ts';
import { presentEntry } from './present.ts';
import { exportAuditContract, listAuditContract } from './schema.ts';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' };

export const auditRoutes = [
  get('/admin/audit', listAuditContract, mayReadAudit, async ({ context, allowed, query }) => {
    const { items, next } = await listAudit(context, allowed, query);
    return { items: items.map(presentEntry), next };
  }),
  get('/admin/audit/export', exportAuditContract, mayReadAudit, async ({ context, allowed, query, reply }) => {
    const { format = 'csv' } = query;
    const lines = await exportAudit(context, allowed, { ...query, format });
    return reply
      .type(MEDIA_TYPES[format])
      .headers({
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="audit.${format}"`,
      })
      .send(lines);
  }),
];
