import type { Langue } from '#platform/http/actor.ts';

interface Answers {
  readonly deactivated: string;
  readonly erasureAsked: string;
  readonly erasureCancelled: string;
}

export const ANSWERS: Record<Langue, Answers> = {
  fr: {
    deactivated: 'Votre compte est fermé. Pour l’ouvrir à nouveau, écrivez à l’administrateur de votre espace.',
    erasureAsked:
      'Votre compte est fermé, et sera effacé à la date dite. Une lettre contient un lien pour changer d’avis d’ici là.',
    erasureCancelled: 'Votre compte est à nouveau ouvert, et ne sera pas effacé\u202f: connectez-vous.',
  },
  en: {
    deactivated: 'Your account is closed. To open it again, write to the administrator of your space.',
    erasureAsked: 'Your account is closed, and is erased on the day said. A letter holds a link to keep it until then.',
    erasureCancelled: 'Your account is open again, and is not going to be erased: sign in.',
  },
};
