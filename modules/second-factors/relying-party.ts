import { createHash } from 'node:crypto';
import type { Context } from '#platform/context.ts';

/** Whom passkeys are made for (WebAuthn level 3, section 5.4.2): the name of the public address, and its pages. */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly origins: string[];
}

/**
 * Passkeys belong to the host of PUBLIC_URL, and are used on its pages alone. Outside production also on another port
 * of the same host, where the web application is being worked on.
 */
export function relyingParty({ config }: Pick<Context, 'config'>, origin: string | undefined): RelyingParty {
  const { hostname, origin: own } = new URL(config.publicUrl);
  const isOtherPort =
    config.environment !== 'production' &&
    origin !== undefined &&
    URL.canParse(origin) &&
    new URL(origin).hostname === hostname;
  return { id: hostname, name: 'Staka', origins: isOtherPort ? [own, origin] : [own] };
}

/** What a device files the passkeys of a person under: always the same, and it names nobody (section 14.6.1). */
export function userHandle(userId: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha256').update(`staka:${userId}`).digest());
}
