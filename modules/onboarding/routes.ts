import { presentUser, readAccount } from '#modules/accounts/module.ts';
import { cutDatedPage, datedPlace, PAGE_LIMIT_DEFAULT } from '#platform/http/page.ts';
import { get, post, signedIn } from '#platform/http/route.ts';
import { answerOnboarding, postponeOnboarding } from './answer-onboarding.ts';
import { decideRoleRequest } from './decide-role-request.ts';
import { mayAnswerOnboarding, mayDecideRoleRequest, mayListRoleRequests } from './policy.ts';
import { presentRoleRequest } from './present.ts';
import { findMentorProfile, listRoleRequests } from './queries.ts';
import * as contracts from './schema.ts';

export const onboardingRoutes = [
  get('/users/me/onboarding', contracts.readOnboardingContract, signedIn, async ({ context, actor }) => {
    const profile = await findMentorProfile(context.db, actor.userId);
    return {
      user: presentUser(await readAccount(context.db, actor.userId)),
      mentor: profile ? { expertise: profile.expertise, hourlyRateCents: profile.hourlyRateCents } : null,
      approvalRequired: context.config.mentorApproval === 'required',
    };
  }),
  post(
    '/users/me/onboarding',
    contracts.answerOnboardingContract,
    mayAnswerOnboarding,
    async ({ context, allowed, body }) => presentUser(await answerOnboarding(context, allowed, body)),
  ),
  post('/users/me/onboarding/later', contracts.postponeOnboardingContract, signedIn, async ({ context, allowed }) =>
    presentUser(await postponeOnboarding(context, allowed)),
  ),
  get('/admin/role-requests', contracts.listRoleRequestsContract, mayListRoleRequests, async ({ context, query }) => {
    const { limit = PAGE_LIMIT_DEFAULT, after } = query;
    const rows = await listRoleRequests(context.db, { limit: limit + 1, after: datedPlace(after) });
    const { items, next } = cutDatedPage(rows, limit);
    return { items: items.map(presentRoleRequest), next };
  }),
  post(
    '/admin/role-requests/:id/decision',
    contracts.decideRoleRequestContract,
    mayDecideRoleRequest,
    async ({ context, allowed, body }) => presentUser(await decideRoleRequest(context, allowed, body)),
  ),
];
