import { defineErrors } from '#platform/http/errors.ts';

export const consentErrors = defineErrors({
  CONSENT_NOT_WITHDRAWABLE: {
    status: 409,
    fr: 'Cet accord va avec le compte\u202f: pour le retirer, effacez votre compte.',
    en: 'This consent goes with the account: to withdraw it, erase your account.',
  },
  CONSENT_UNKNOWN: {
    status: 404,
    fr: 'Il n’y a pas d’accord de ce nom à donner ou à retirer.',
    en: 'There is no consent of this name to give or to withdraw.',
  },
});
