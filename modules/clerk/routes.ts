import type { Context } from '#platform/context.ts';
import type { ClerkUserRow } from '#platform/db/database.gen.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT } from '#platform/http/page.ts';
import { get, post } from '#platform/http/route.ts';
import { linkClerkUser, refuseClerkUser } from './decide-clerk-user.ts';
import { mayAdministerClerk, mayDecideClerkUser } from './policy.ts';
import { accountOf, presentClerkUser } from './present.ts';
import { listClerkUsers } from './queries.ts';
import { linkClerkUserContract, listClerkUsersContract, refuseClerkUserContract } from './schema.ts';

export const clerkRoutes = [
  get('/admin/clerk', listClerkUsersContract, mayAdministerClerk, async ({ context, query }) => {
    const { limit = PAGE_LIMIT_DEFAULT, state, after } = query;
    const rows = await listClerkUsers(context.db, state, { limit: limit + 1, after: datedPlace(after) });
    const { items, next } = cutDatedPage(rows, limit);
    return { items: await Promise.all(items.map((row) => described(context, row))), next };
  }),
  post('/admin/clerk/:id/link', linkClerkUserContract, mayDecideClerkUser, async ({ context, allowed, body }) =>
    described(context, await linkClerkUser(context, allowed, body.userId)),
  ),
  post('/admin/clerk/:id/refuse', refuseClerkUserContract, mayDecideClerkUser, async ({ context, allowed }) =>
    described(context, await refuseClerkUser(context, allowed)),
  ),
];

async function described({ db }: Context, row: ClerkUserRow) {
  return presentClerkUser(row, await accountOf(db, row));
}
