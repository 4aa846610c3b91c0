import { createHash } from 'node:crypto';

/** As many as ask in turn: nobody is refused for asking too often. */
export const CLIENTS = 1_000;
export const CORRECTEURS = 500;
export const MESSAGES_PER_COMMANDE = 100;

/** Rows are numbered, and their ids made of their number: alike in every database, without asking it. */
export function idOf(kind: keyof typeof KINDS, number: number): string {
  return `${KINDS[kind]}${number.toString(16).padStart(12, '0')}`;
}

export const KINDS = {
  user: '019b0000-0000-7000-8000-',
  session: '019b0000-0000-7000-8001-',
  commande: '019b0000-0000-7000-8002-',
  message: '019b0000-0000-7000-8003-',
  file: '019b0000-0000-7000-8004-',
  attachment: '019b0000-0000-7000-8005-',
} as const;

/** The token of the session of a person: 43 characters of base64url, as the real ones. */
export function tokenOf(person: number): string {
  return createHash('sha256').update(`bench ${person}`).digest('base64url');
}

/** Who gave a commande. */
export function clientOf(commande: number): number {
  return commande % CLIENTS;
}

/** Who corrects it. They are numbered after the clients. */
export function correcteurOf(commande: number): number {
  return CLIENTS + (commande % CORRECTEURS);
}
