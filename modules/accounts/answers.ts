import type { Langue } from '#platform/http/actor.ts';
import type { EmailChangeState } from './email-change/answer-email-change.ts';

interface Answers {
  readonly registered: string;
  readonly confirmed: string;
  readonly welcome: string;
  readonly letterOnItsWay: string;
  readonly passwordReset: string;
  readonly passwordChanged: string;
  readonly emailChangeAsked: string;
  readonly emailChange: Record<EmailChangeState, string>;
  readonly undone: { readonly done: string; readonly emailGone: string };
}

/** What is said when something was done. Nothing here tells whether an address is known. */
export const ANSWERS: Record<Langue, Answers> = {
  fr: {
    registered: 'Merci. Une lettre part à cette adresse : suivez-la pour ouvrir votre compte.',
    confirmed: 'Votre adresse est confirmée : votre compte est ouvert.',
    welcome: 'Bienvenue : votre compte est ouvert.',
    letterOnItsWay:
      'Si un compte peut recevoir cette lettre, elle est en route. Pensez à regarder parmi les indésirables.',
    passwordReset: 'Votre nouveau mot de passe est enregistré : connectez-vous.',
    passwordChanged: 'Votre mot de passe est changé, et vos autres sessions sont fermées.',
    emailChangeAsked:
      'Deux lettres sont en route : confirmez le changement depuis votre adresse actuelle et depuis la nouvelle.',
    emailChange: {
      WAITING: 'C’est confirmé pour cette adresse. Le changement se fera quand l’autre l’aura confirmé aussi.',
      DONE: 'L’adresse de votre compte est changée : connectez-vous avec la nouvelle.',
      REFUSED: 'Le changement est refusé : l’adresse du compte reste la même.',
    },
    undone: {
      done: 'Toutes vos sessions sont fermées. Choisissez maintenant un nouveau mot de passe.',
      emailGone:
        'Toutes vos sessions sont fermées, mais quelqu’un d’autre utilise désormais votre ancienne adresse. Choisissez un nouveau mot de passe, puis écrivez à l’administrateur de votre espace.',
    },
  },
  en: {
    registered: 'Thank you. A letter is on its way to this address: follow it to open your account.',
    confirmed: 'Your address is confirmed: your account is open.',
    welcome: 'Welcome: your account is open.',
    letterOnItsWay:
      'If an account can receive this letter, it is on its way. Remember to look among the unwanted mail.',
    passwordReset: 'Your new password is saved: sign in.',
    passwordChanged: 'Your password is changed, and your other sessions are closed.',
    emailChangeAsked:
      'Two letters are on their way: confirm the change from your present address and from the new one.',
    emailChange: {
      WAITING: 'This address has confirmed. The change is made once the other has confirmed, too.',
      DONE: 'The address of your account is changed: sign in with the new one.',
      REFUSED: 'The change is refused: the address of the account stays the same.',
    },
    undone: {
      done: 'All your sessions are closed. Now choose a new password.',
      emailGone:
        'All your sessions are closed, but somebody else uses your former address by now. Choose a new password, then write to the administrator of your space.',
    },
  },
};
