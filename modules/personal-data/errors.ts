import { defineErrors } from '#platform/http/errors.ts';

export const personalDataErrors = defineErrors({
  EXPORT_UNDER_WAY: {
    status: 409,
    fr: 'Une archive de vos données se prépare déjà : une lettre vous dira quand elle est prête.',
    en: 'An archive of your data is being made already: a letter will say when it is ready.',
  },
  EXPORT_NOT_FOUND: {
    status: 404,
    fr: 'Cette archive n’existe pas, ou son temps est passé : demandez-en une autre.',
    en: 'This archive does not exist, or its time is over: ask for another one.',
  },
});
