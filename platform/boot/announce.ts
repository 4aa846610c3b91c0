import type { Config } from '#platform/config/config.ts';
import type { Log } from '#platform/log.ts';
import type { Bilingual } from '#platform/terminal.ts';

/** Says that requests are answered, and where; in development also with which accounts. */
export function announce(log: Log, config: Config): void {
  log.info({ host: config.host, port: config.port, environment: config.environment }, `ready: ${config.publicUrl}/app`);
}

/** What whoever works on this machine is told besides. */
export function welcome({ publicUrl }: Config): Bilingual {
  const accounts = 'admin@staka-editions.com / admin123   user@example.com / user123';
  return {
    fr: `
  Staka est prêt       ${publicUrl}/app
  Comptes d’essai      ${accounts}
  Lettres envoyées     ${publicUrl}/app/dev/mail
  Référence de l’API   ${publicUrl}/api/docs
`,
    en: `
  Staka is ready     ${publicUrl}/app
  Sample accounts    ${accounts}
  Letters sent       ${publicUrl}/app/dev/mail
  API reference      ${publicUrl}/api/docs
`,
  };
}
