import { defineErrors } from '#platform/http/errors.ts';

export const auditErrors = defineErrors({
  AUDIT_PERIOD_INVALID: {
    status: 400,
    fr: 'Choisissez une période entre les années 1000 et 9999.',
    en: 'Choose a period between the years 1000 and 9999.',
  },
});
