import { defineErrors } from '#platform/http/errors.ts';

export const onboardingErrors = defineErrors({
  ONBOARDING_NOT_FOR_ROLE: {
    status: 409,
    fr: 'Votre rôle vous a été donné par un administrateur : il n’y a rien à choisir.',
    en: 'Your role was given to you by an administrator: there is nothing to choose.',
  },
  ONBOARDING_MENTOR_INCOMPLETE: {
    status: 400,
    fr: 'Pour accompagner des auteurs, dites ce que vous savez faire, votre tarif et quelques mots de vous.',
    en: 'To accompany authors, say what you are good at, your rate and a few words about yourself.',
  },
  ROLE_REQUEST_NOT_FOUND: {
    status: 404,
    fr: 'Cette personne ne demande rien, ou on lui a déjà répondu.',
    en: 'This person asks for nothing, or has been answered already.',
  },
});
