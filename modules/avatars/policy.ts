import { type Allowed, allow } from '#platform/http/policy.ts';
import type { SignedInCall } from '#platform/http/route.ts';
import { avatarErrors } from './errors.ts';
import { correctsFor, findPictured, type PicturedRow } from './queries.ts';

type Picture = PicturedRow & { readonly avatarSha256: string };

/**
 * Whoever sees the person: themselves and administrators, and whoever corrects a commande of theirs. Those who work
 * here are seen by everybody who is signed in.
 * @throws AVATAR_NOT_FOUND, alike for a person without a picture and for one who is not for them to see
 */
export async function maySeeAvatar({
  context: { db },
  actor,
  params: { id },
}: SignedInCall<{ params: { id: string } }>): Promise<Allowed<'avatar.see', Picture>> {
  const person = await findPictured(db, id);
  if (!person || person.avatarSha256 === null) throw avatarErrors.AVATAR_NOT_FOUND();
  const isSeen =
    id === actor.userId ||
    actor.role === 'ADMIN' ||
    person.role !== 'USER' ||
    (actor.role === 'CORRECTOR' && (await correctsFor(db, actor.userId, id)));
  if (!isSeen) throw avatarErrors.AVATAR_NOT_FOUND();
  return allow('avatar.see', { ...person, avatarSha256: person.avatarSha256 });
}
