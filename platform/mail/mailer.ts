import { createHash } from 'node:crypto';

/** A letter to one person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Where mail programs send whoever wants no more letters of this kind, by one POST (RFC 8058). */
  readonly unsubscribeUrl?: string;
  /** The same for every repeat of this letter, and for no other: the Message-ID is made of it. */
  readonly key: string;
}

export interface Mailer {
  /** Resolves once the letter has been handed over for good; rejects when it must be tried again. */
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

/** Production without SMTP_URL: letters wait in the outbox, where the operator sees them. */
export class MailNotConfiguredError extends Error {
  readonly code = 'MAIL_NOT_CONFIGURED';

  constructor() {
    super('No letter can be sent: SMTP_URL is not set.');
    this.name = 'MailNotConfiguredError';
  }
}

/** 32 hexadecimal digits that stand for a letter and for its repeats. */
export function letterId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** A line of a header ends where the line ends: nothing typed by anybody may begin another one. */
export function singleLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
