import { Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';
import { Id, Nullable } from '#platform/http/types.ts';

export const AVATAR_MAX_BYTES = 10 * 1024 * 1024;
/** The picture is a square of so many pixels a side. */
export const AVATAR_SIDE = 512;

/** Which square of the picture is kept. */
const Crop = Type.Object({
  x: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, default: 0.5, description: 'Centre of the square, 0 left to 1 right' }),
  ),
  y: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, default: 0.5, description: 'Centre of the square, 0 top to 1 bottom' }),
  ),
  zoom: Type.Optional(
    Type.Number({ minimum: 1, maximum: 10, default: 1, description: 'How much smaller than the short side it is' }),
  ),
});

const AvatarAnswer = Type.Object({
  avatar: Nullable(Type.String({ description: 'Address of the picture, as `avatar` of a person says it' })),
});

export const setAvatarContract = contract({
  summary: 'Set my picture',
  description: `The body is the picture itself: PNG, JPEG or WebP, of 10 MiB at most. It is cut to a square, made anew as WebP of ${AVATAR_SIDE} pixels a side, and nothing else of it is kept: no place, no time, no camera.`,
  tags: ['accounts'],
  query: Crop,
  response: AvatarAnswer,
  errors: ['AVATAR_UNREADABLE', 'AVATAR_EXCESSIVE', 'AVATAR_TOO_SMALL', 'SERVICE_UNAVAILABLE'],
  bodyLimit: AVATAR_MAX_BYTES,
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const removeAvatarContract = contract({
  summary: 'Remove my picture',
  description: 'Initials stand for the person again. Nothing to remove is no failure.',
  tags: ['accounts'],
});

export const readAvatarContract = contract({
  summary: 'The picture of a person',
  description:
    'For whoever meets the person: themselves, administrators, those who correct for them; and everybody who is signed in for those who work here.',
  tags: ['accounts'],
  params: Type.Object({ id: Id }),
  query: Type.Object({
    v: Type.Optional(Type.String({ maxLength: 64, description: 'Changes with the picture; nothing else asks for it' })),
  }),
  raw: true,
  answers: {
    200: { description: 'WebP', bytes: true },
    304: { description: 'The picture that `If-None-Match` names is the one.', bytes: false },
  },
  errors: ['AVATAR_NOT_FOUND', 'STORAGE_BYTES_MISSING'],
});
