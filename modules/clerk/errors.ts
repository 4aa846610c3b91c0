import { defineErrors } from '#platform/http/errors.ts';

export const clerkErrors = defineErrors({
  CLERK_NOT_CONFIGURED: {
    status: 404,
    fr: 'Clerk n’est pas configuré ici : renseignez {variable}.',
    en: 'Clerk is not configured here: set {variable}.',
  },
  CLERK_WEBHOOK_UNSIGNED: {
    status: 400,
    fr: 'La signature de ce webhook n’est pas valable : vérifiez CLERK_WEBHOOK_SECRET et l’heure de la machine.',
    en: 'The signature of this webhook is not valid: check CLERK_WEBHOOK_SECRET and the clock of the machine.',
  },
  CLERK_WEBHOOK_UNREADABLE: {
    status: 422,
    fr: 'Ce webhook est signé, mais ne se lit pas comme un événement de Clerk.',
    en: 'This webhook is signed, but cannot be read as an event of Clerk’s.',
  },
  CLERK_USER_NOT_FOUND: {
    status: 404,
    fr: 'Clerk ne nous a rien dit de cette personne.',
    en: 'Clerk has told us nothing of this person.',
  },
  CLERK_USER_SETTLED: {
    status: 409,
    fr: 'Il n’y a plus rien à décider pour cette personne : rechargez la liste.',
    en: 'There is nothing left to decide for this person: load the list again.',
  },
  CLERK_LINK_REFUSED: {
    status: 409,
    fr: 'Ce compte ne peut pas être relié : il est désactivé, ou déjà relié à une autre personne de Clerk.',
    en: 'This account cannot be linked: it is deactivated, or linked to somebody else of Clerk’s already.',
  },
  CLERK_API_FAILED: {
    status: 503,
    fr: 'L’API de Clerk a répondu {status} : vérifiez CLERK_SECRET_KEY et CLERK_API_BASE.',
    en: 'Clerk’s API answered {status}: check CLERK_SECRET_KEY and CLERK_API_BASE.',
  },
});
