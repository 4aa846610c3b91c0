import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { accountsModule } from '#modules/accounts/module.ts';
import { apiTokensModule, authenticateApiToken } from '#modules/api-tokens/module.ts';
import { auditModule } from '#modules/audit/module.ts';
import { avatarsModule } from '#modules/avatars/module.ts';
import { authenticateByClerk, clerkModule } from '#modules/clerk/module.ts';
import { commandesModule } from '#modules/commandes/module.ts';
import { consentsModule } from '#modules/consents/module.ts';
import { filesModule } from '#modules/files/module.ts';
import { identitiesModule } from '#modules/identities/module.ts';
import { impersonationModule } from '#modules/impersonation/module.ts';
import { messagesModule } from '#modules/messages/module.ts';
import { notificationsModule } from '#modules/notifications/module.ts';
import { onboardingModule } from '#modules/onboarding/module.ts';
import { personalDataModule } from '#modules/personal-data/module.ts';
import { secondFactorsModule } from '#modules/second-factors/module.ts';
import { authenticate, SESSION_COOKIE, sessionsModule } from '#modules/sessions/module.ts';
import { exploitationModule } from '#ops/exploitation/module.ts';
import { measurementsModule } from '#ops/measurements/measuring.ts';
import { studioModule } from '#ops/studio/module.ts';
import { commitOf } from '#platform/commit.ts';
import type { Context } from '#platform/context.ts';
import { healthModule } from '#platform/http/health.ts';
import { buildHttp } from '#platform/http/http.ts';
import { problemsModule } from '#platform/http/problems.ts';
import { devMailsModule } from '#platform/mail/dev-mails.ts';
import { maintenanceModule } from '#platform/maintenance/module.ts';
import type { Module } from '#platform/module.ts';
import project from './package.json' with { type: 'json' };

/** Every module, in the order its routes and effects are known. */
export const modules: readonly Module[] = [
  healthModule,
  maintenanceModule,
  problemsModule,
  devMailsModule,
  sessionsModule,
  secondFactorsModule,
  apiTokensModule,
  accountsModule,
  identitiesModule,
  clerkModule,
  onboardingModule,
  impersonationModule,
  commandesModule,
  filesModule,
  avatarsModule,
  messagesModule,
  notificationsModule,
  consentsModule,
  personalDataModule,
  auditModule,
  studioModule,
  exploitationModule,
  measurementsModule,
];

/** The HTTP application over a context; it neither listens nor owns what the context holds. */
export function buildApp(context: Context): Promise<FastifyInstance> {
  return buildHttp(context, {
    modules,
    authenticate: async (request) =>
      (await authenticate(context, request)) ??
      (await authenticateApiToken(context, request)) ??
      authenticateByClerk(context, request),
    sessionCookie: SESSION_COOKIE,
    version: project.version,
    commit: commitOf(import.meta.dirname),
    webFolder: join(import.meta.dirname, 'web', 'dist'),
  });
}
