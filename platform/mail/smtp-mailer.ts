import { createTransport } from 'nodemailer';
import type { Log } from '#platform/log.ts';
import { type Letter, letterId, type Mailer, singleLine } from './mailer.ts';

interface SmtpOptions {
  readonly url: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly publicUrl: string;
  readonly log: Log;
}

const CONNECTIONS = 3;

/** Sends by SMTP over a few connections that are kept open. */
export function smtpMailer({ url, from, publicUrl, log }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A letter holds what it holds: nothing of it is fetched from a path or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = new URL(publicUrl).hostname;
  return {
    send: async (letter) => {
      const messageId = `<${letterId(letter.key)}@${domain}>`;
      await transport.sendMail({ ...envelope(letter), from, messageId });
      log.info({ messageId }, 'letter sent');
    },
    close: async () => transport.close(),
  };
}

function envelope({ to, subject, text, html, unsubscribeUrl }: Letter) {
  return {
    // As an object: an address is never read as a list of addresses.
    to: { name: '', address: singleLine(to) },
    subject: singleLine(subject),
    text,
    ...(html === undefined ? {} : { html }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(unsubscribeUrl === undefined
        ? {}
        : { 'List-Unsubscribe': `<${unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}
