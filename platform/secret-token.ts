import { hash, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits, in base64url: the secret of a session, or of a link in a letter. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: its SHA-256 in hexadecimal, from which it cannot be found again. */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/** Whether this can be a token at all: the id of a person or of a session never is. */
export function looksLikeToken(text: string): boolean {
  return TOKEN.test(text);
}
