import type { Langue } from '#platform/http/actor.ts';
import type { LetterWords } from '#platform/mail/write-letter.ts';

/** The words of every letter about an account, without greeting and language: those come with the reader. */
type Words = Omit<LetterWords, 'langue' | 'greeting'>;

interface AccountLetters {
  readonly greeting: (prenom: string) => string;
  readonly confirmation: (url: string) => Words;
  readonly alreadyKnown: (urls: { login: string; forgotten: string }) => Words;
  readonly invitation: (invitation: { url: string; invitedBy: string | null; email: string }) => Words;
  readonly passwordReset: (url: string) => Words;
}

const FRENCH: AccountLetters = {
  greeting: (prenom) => (prenom === '' ? 'Bonjour,' : `Bonjour ${prenom},`),
  confirmation: (url) => ({
    subject: 'Confirmez votre adresse e-mail',
    paragraphs: [
      'Vous venez de demander un compte Staka avec cette adresse. Il s’ouvrira dès que vous l’aurez confirmée.',
    ],
    action: { label: 'Confirmer mon adresse', url },
    notes: [
      'Ce lien sert une seule fois et reste valable 24 heures.',
      'Si vous n’avez rien demandé, ne suivez pas ce lien et oubliez cette lettre : aucun compte ne sera ouvert.',
    ],
  }),
  alreadyKnown: ({ login, forgotten }) => ({
    subject: 'Vous avez déjà un compte',
    paragraphs: [
      'Quelqu’un, sans doute vous, vient de demander un compte Staka avec cette adresse. Vous en avez déjà un : il suffit de vous connecter.',
      `Si le mot de passe vous échappe, choisissez-en un nouveau ici : ${forgotten}`,
    ],
    action: { label: 'Me connecter', url: login },
    notes: ['Si ce n’était pas vous, vous n’avez rien à faire : votre compte reste tel qu’il est.'],
  }),
  invitation: ({ url, invitedBy, email }) => ({
    subject: invitedBy === null ? 'Votre invitation sur Staka' : `${invitedBy} vous invite sur Staka`,
    paragraphs: [
      invitedBy === null
        ? 'Un compte Staka vous attend.'
        : `${invitedBy} vous a préparé un compte sur Staka et vous invite à le rejoindre.`,
      `Choisissez votre mot de passe pour l’ouvrir : vous vous connecterez ensuite avec l’adresse ${email}.`,
    ],
    action: { label: 'Ouvrir mon compte', url },
    notes: [
      'Ce lien sert une seule fois et reste valable sept jours.',
      'Si vous n’attendiez pas cette invitation, ne suivez pas le lien : le compte restera fermé.',
    ],
  }),
  passwordReset: (url) => ({
    subject: 'Choisissez un nouveau mot de passe',
    paragraphs: [
      'Vous venez de demander à changer le mot de passe de votre compte Staka.',
      'Dès que le nouveau sera enregistré, tous vos appareils seront déconnectés.',
    ],
    action: { label: 'Choisir un nouveau mot de passe', url },
    notes: [
      'Ce lien sert une seule fois et reste valable une heure.',
      'Si vous n’avez rien demandé, oubliez cette lettre : votre mot de passe ne change pas.',
    ],
  }),
};

const ENGLISH: AccountLetters = {
  greeting: (prenom) => (prenom === '' ? 'Hello,' : `Hello ${prenom},`),
  confirmation: (url) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: ['You have just asked for a Staka account with this address. It opens as soon as you confirm it.'],
    action: { label: 'Confirm my address', url },
    notes: [
      'The link works once, and for 24 hours.',
      'If you did not ask for anything, do not follow the link and forget this letter: no account will be opened.',
    ],
  }),
  alreadyKnown: ({ login, forgotten }) => ({
    subject: 'You already have an account',
    paragraphs: [
      'Someone, probably you, has just asked for a Staka account with this address. You already have one: all you need to do is sign in.',
      `If you do not remember the password, choose a new one here: ${forgotten}`,
    ],
    action: { label: 'Sign in', url: login },
    notes: ['If it was not you, there is nothing to do: your account stays as it is.'],
  }),
  invitation: ({ url, invitedBy, email }) => ({
    subject: invitedBy === null ? 'Your invitation to Staka' : `${invitedBy} invites you to Staka`,
    paragraphs: [
      invitedBy === null
        ? 'A Staka account is waiting for you.'
        : `${invitedBy} has prepared an account for you on Staka, and invites you to join.`,
      `Choose your password to open it: you will then sign in with the address ${email}.`,
    ],
    action: { label: 'Open my account', url },
    notes: [
      'The link works once, and for seven days.',
      'If you were not expecting this invitation, do not follow the link: the account will stay closed.',
    ],
  }),
  passwordReset: (url) => ({
    subject: 'Choose a new password',
    paragraphs: [
      'You have just asked to change the password of your Staka account.',
      'As soon as the new one is saved, all your devices will be signed out.',
    ],
    action: { label: 'Choose a new password', url },
    notes: [
      'The link works once, and for one hour.',
      'If you did not ask for anything, forget this letter: your password does not change.',
    ],
  }),
};

export const ACCOUNT_LETTERS: Record<Langue, AccountLetters> = { fr: FRENCH, en: ENGLISH };
