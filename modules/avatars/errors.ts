import { defineErrors } from '#platform/http/errors.ts';

export const avatarErrors = defineErrors({
  AVATAR_NOT_FOUND: {
    status: 404,
    fr: 'Il n’y a pas de photo à cette adresse, ou elle ne vous est pas destinée.',
    en: 'There is no picture at this address, or it is not for you to see.',
  },
  AVATAR_UNREADABLE: {
    status: 422,
    fr: 'Cette photo ne peut pas être lue : choisissez une image PNG, JPEG ou WebP entière. Une photo HEIC d’iPhone doit d’abord être enregistrée en JPEG.',
    en: 'This picture cannot be read: choose a whole PNG, JPEG or WebP image. A HEIC photo of an iPhone has to be saved as JPEG first.',
  },
  AVATAR_EXCESSIVE: {
    status: 422,
    fr: 'Cette photo a trop de points : réduisez-la à {megapixels} millions au plus, 8 000 × 6 000 par exemple.',
    en: 'This picture has too many pixels: reduce it to {megapixels} million at most, such as 8,000 × 6,000.',
  },
  AVATAR_TOO_SMALL: {
    status: 422,
    fr: 'Cette photo est trop petite : il lui faut au moins 32 points de côté.',
    en: 'This picture is too small: it takes at least 32 pixels on each side.',
  },
});
