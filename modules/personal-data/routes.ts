import { langueOf } from '#platform/http/language.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT } from '#platform/http/page.ts';
import { anyone, del, get, post, signedIn } from '#platform/http/route.ts';
import { ANSWERS } from './answers.ts';
import { deactivate } from './deactivate.ts';
import { cancelErasure } from './erasure/cancel-erasure.ts';
import { listErasures } from './erasure/queries.ts';
import { requestErasure } from './erasure/request-erasure.ts';
import { listExports } from './exports/queries.ts';
import { requestExport } from './exports/request-export.ts';
import { sendArchive } from './exports/send-archive.ts';
import { mayListErasures, mayReadExport } from './policy.ts';
import { presentErasure, presentExport } from './present.ts';
import * as contracts from './schema.ts';

const exportRoutes = [
  post('/users/me/export', contracts.requestExportContract, signedIn, async ({ context, allowed }) =>
    presentExport(await requestExport(context, allowed)),
  ),
  get('/users/me/exports', contracts.listExportsContract, signedIn, async ({ context, allowed }) => ({
    items: (await listExports(context.db, allowed.userId)).map(presentExport),
  })),
  get('/users/me/exports/:id/content', contracts.readExportContract, mayReadExport, (call) =>
    sendArchive(call, call.allowed),
  ),
];

const closingRoutes = [
  post('/users/me/deactivate', contracts.deactivateContract, signedIn, async ({ context, allowed, body }) => {
    await deactivate(context, allowed, body);
    return { message: ANSWERS[allowed.langue].deactivated };
  }),
  del('/users/me', contracts.requestErasureContract, signedIn, async ({ context, allowed, body }) => {
    const dueAt = await requestErasure(context, allowed, body);
    return { message: ANSWERS[allowed.langue].erasureAsked, dueAt: dueAt.toISOString() };
  }),
  post('/auth/cancel-erasure', contracts.cancelErasureContract, anyone, async ({ context, request, body }) => {
    await cancelErasure(context, body.token);
    return { message: ANSWERS[langueOf(request)].erasureCancelled };
  }),
  get('/admin/erasures', contracts.listErasuresContract, mayListErasures, async ({ context, query }) => {
    const { limit = PAGE_LIMIT_DEFAULT, after } = query;
    const rows = await listErasures(context.db, { limit: limit + 1, after: datedPlace(after) });
    const { items, next } = cutDatedPage(rows, limit);
    return { items: items.map(presentErasure), next };
  }),
];

export const personalDataRoutes = [...exportRoutes, ...closingRoutes];
