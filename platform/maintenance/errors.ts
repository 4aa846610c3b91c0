import { defineErrors } from '#platform/http/errors.ts';

export const maintenanceErrors = defineErrors({
  MAINTENANCE: {
    status: 503,
    fr: 'Maintenance en cours. {message}',
    en: 'Maintenance under way. {message}',
  },
});
