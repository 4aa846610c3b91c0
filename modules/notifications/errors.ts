import { defineErrors } from '#platform/http/errors.ts';

export const notificationErrors = defineErrors({
  NOTIFICATION_NOT_FOUND: {
    status: 404,
    fr: 'Cette notification n’existe pas, ou elle n’est pas pour vous.',
    en: 'This notification does not exist, or it is not for you.',
  },
  NOTIFICATION_UNSUBSCRIBE_INVALID: {
    status: 410,
    fr: 'Ce lien ne sert pas à se désabonner : choisissez ce qui vous est écrit dans vos préférences.',
    en: 'This link does not end any letters: choose what is written to you in your preferences.',
  },
});
