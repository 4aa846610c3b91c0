import { join } from 'node:path';
import type { Config } from '#platform/config/config.ts';
import type { Secrets } from '#platform/config/secrets.ts';
import type { Log } from '#platform/log.ts';
import { folderMailer } from './folder-mailer.ts';
import { type Mailer, MailNotConfiguredError } from './mailer.ts';

interface MailerOptions {
  readonly config: Pick<Config, 'environment' | 'dataDir' | 'mailFrom' | 'publicUrl'>;
  readonly secrets: Pick<Secrets, 'smtpUrl'>;
  readonly log: Log;
}

/** SMTP where SMTP_URL is set; otherwise files that `/app/dev/mail` shows, and in production nothing at all. */
export async function openMailer(options: MailerOptions): Promise<Mailer> {
  const mailer = await chooseMailer(options);
  return {
    // Whoever came without an address has one that stands for none (RFC 2606, section 2).
    send: async (letter) => (/\.invalid$/i.test(letter.to) ? undefined : mailer.send(letter)),
    close: () => mailer.close(),
  };
}

async function chooseMailer({ config, secrets, log }: MailerOptions): Promise<Mailer> {
  if (secrets.smtpUrl !== null) {
    const { smtpMailer } = await import('./smtp-mailer.ts');
    return smtpMailer({ url: secrets.smtpUrl, from: config.mailFrom, publicUrl: config.publicUrl, log });
  }
  if (config.environment === 'production') return refusingMailer();
  return folderMailer({ folder: mailFolder(config), publicUrl: config.publicUrl, log });
}

export function mailFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'mail');
}

function refusingMailer(): Mailer {
  return {
    send: async () => {
      throw new MailNotConfiguredError();
    },
    close: async () => {},
  };
}
