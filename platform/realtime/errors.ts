import { defineErrors } from '#platform/http/errors.ts';

export const realtimeErrors = defineErrors({
  REALTIME_UPGRADE_REQUIRED: {
    status: 426,
    fr: 'Cette adresse ne parle que WebSocket.',
    en: 'This address only speaks WebSocket.',
  },
});
