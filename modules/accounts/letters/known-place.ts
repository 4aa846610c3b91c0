import { isIPv6 } from 'node:net';
import type { UserSessionRow } from '#platform/db/database.gen.ts';
import { networkOf } from '#platform/http/network.ts';

/** From where somebody signs in: browser and system without their versions, time zone and address. */
export type SignInPlace = Pick<UserSessionRow, 'device' | 'ip' | 'timezone'>;

/**
 * Whether somebody who has signed in from these places before is to be expected at this one. Their browser and system
 * have to be known, and so has the time zone, which is all that is known of where they are. An address says little:
 * phones change theirs all day. It counts, and by its first half alone, where only one of two says its time zone.
 */
export function isKnownPlace(here: SignInPlace, earlier: readonly SignInPlace[]): boolean {
  return earlier.some(({ device }) => device === here.device) && earlier.some((place) => isNear(here, place));
}

function isNear(here: SignInPlace, place: SignInPlace): boolean {
  if (here.timezone === place.timezone) return true;
  if (here.timezone !== null && place.timezone !== null) return false;
  return providerOf(here.ip ?? '') === providerOf(place.ip ?? '');
}

/** What a provider is given in one piece, roughly: the first 16 bits of an IPv4 address, the first 32 of an IPv6 one. */
function providerOf(ip: string): string {
  const network = networkOf(ip);
  return isIPv6(ip) && network.includes('::/')
    ? network.split(':').slice(0, 2).join(':')
    : network.split('.').slice(0, 2).join('.');
}
