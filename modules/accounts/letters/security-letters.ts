import type { Langue } from '#platform/http/actor.ts';
import type { LetterWords } from '#platform/mail/write-letter.ts';

type Words = Omit<LetterWords, 'langue' | 'greeting'>;

/** Where somebody signed in from, in words. */
export interface Place {
  readonly device: string | null;
  readonly ip: string;
  readonly when: string;
}

interface SecurityLetters {
  readonly newDevice: (place: Place, url: string) => Words;
  readonly passwordChanged: (url: string) => Words;
  readonly secondFactorChanged: (url: string) => Words;
  /** Another service, as it is called here, opens the account from now on. */
  readonly serviceLinked: (label: string, url: string) => Words;
  /** To the address of before. */
  readonly emailChanged: (url: string) => Words;
  /** To the address of now, from which nothing is undone. */
  readonly emailIsNow: (email: string) => Words;
  readonly confirmFrom: (newEmail: string, url: string) => Words;
  readonly confirmTo: (newEmail: string, url: string) => Words;
  /** To an address that somebody asked to take, and that has an account already. */
  readonly emailAsked: () => Words;
}

const FRENCH_UNDO = 'Ce n’était pas moi';
const FRENCH_UNDO_NOTES = [
  'Ce lien sert une seule fois et reste valable sept jours. Il ferme toutes vos sessions, puis vous fait choisir un nouveau mot de passe.',
  'Si c’était vous, vous n’avez rien à faire.',
];

const FRENCH: SecurityLetters = {
  newDevice: ({ device, ip, when }, url) => ({
    subject: 'Connexion depuis un nouvel appareil',
    paragraphs: [
      'Quelqu’un, sans doute vous, vient de se connecter à votre compte Staka depuis un appareil ou un endroit que nous ne connaissions pas.',
      `Appareil\u202f: ${device ?? 'inconnu'}. Adresse\u202f: ${ip}. Quand\u202f: ${when}.`,
    ],
    action: { label: FRENCH_UNDO, url },
    notes: FRENCH_UNDO_NOTES,
  }),
  passwordChanged: (url) => ({
    subject: 'Votre mot de passe a changé',
    paragraphs: [
      'Le mot de passe de votre compte Staka vient d’être changé. Si c’était vous, vous n’avez rien à faire.',
      'Si ce n’était pas vous, suivez tout de suite le lien\u202f: tous les appareils connectés à votre compte le perdront.',
    ],
    action: { label: FRENCH_UNDO, url },
    notes: FRENCH_UNDO_NOTES,
  }),
  secondFactorChanged: (url) => ({
    subject: 'La double authentification de votre compte a changé',
    paragraphs: [
      'Une clé d’accès, une application ou les codes de secours de votre compte Staka viennent de changer.',
      'Si ce n’était pas vous, suivez tout de suite le lien\u202f: tous les appareils connectés à votre compte le perdront.',
    ],
    action: { label: FRENCH_UNDO, url },
    notes: FRENCH_UNDO_NOTES,
  }),
  serviceLinked: (label, url) => ({
    subject: 'Un autre service ouvre maintenant votre compte',
    paragraphs: [
      `Votre compte Staka vient d’être relié à un autre service\u202f: ${label}. On peut désormais s’y connecter par lui, sans votre mot de passe.`,
      'Si ce n’était pas vous, suivez tout de suite le lien\u202f: le service sera délié et tous les appareils connectés à votre compte le perdront.',
    ],
    action: { label: FRENCH_UNDO, url },
    notes: FRENCH_UNDO_NOTES,
  }),
  emailChanged: (url) => ({
    subject: 'L’adresse de votre compte a changé',
    paragraphs: [
      'Votre compte Staka a désormais une autre adresse e-mail que celle-ci. Si vous l’avez voulu, vous n’avez rien à faire.',
      'Si ce n’était pas vous, suivez tout de suite le lien\u202f: votre compte retrouvera cette adresse.',
    ],
    action: { label: FRENCH_UNDO, url },
    notes: FRENCH_UNDO_NOTES,
  }),
  emailIsNow: (email) => ({
    subject: 'Votre nouvelle adresse est en place',
    paragraphs: [`Votre compte Staka a désormais l’adresse ${email}\u202f: c’est avec elle que vous vous connectez.`],
  }),
  confirmFrom: (newEmail, url) => ({
    subject: 'Confirmez le changement de votre adresse',
    paragraphs: [
      `Vous venez de demander que votre compte Staka prenne l’adresse ${newEmail}.`,
      'Le changement se fera quand vous l’aurez confirmé ici et depuis la nouvelle adresse.',
    ],
    action: { label: 'Confirmer ou refuser', url },
    notes: [
      'Ce lien sert une seule fois et reste valable 24 heures.',
      'Si vous n’avez rien demandé, suivez-le pour refuser, puis changez de mot de passe\u202f: quelqu’un connaît le vôtre.',
    ],
  }),
  confirmTo: (newEmail, url) => ({
    subject: 'Confirmez votre nouvelle adresse',
    paragraphs: [
      `Quelqu’un, sans doute vous, vient de demander que son compte Staka prenne l’adresse ${newEmail}.`,
      'Le changement se fera quand vous l’aurez confirmé ici et depuis l’adresse actuelle du compte.',
    ],
    action: { label: 'Confirmer ou refuser', url },
    notes: [
      'Ce lien sert une seule fois et reste valable 24 heures.',
      'Si vous n’avez rien demandé, oubliez cette lettre\u202f: rien ne changera.',
    ],
  }),
  emailAsked: () => ({
    subject: 'Vous avez déjà un compte',
    paragraphs: [
      'Quelqu’un, sans doute vous, vient de demander qu’un autre compte Staka prenne cette adresse. Elle a déjà un compte\u202f: rien ne change.',
    ],
    notes: ['Si ce n’était pas vous, vous n’avez rien à faire.'],
  }),
};

const ENGLISH_UNDO = 'It was not me';
const ENGLISH_UNDO_NOTES = [
  'The link works once, and for seven days. It closes all your sessions, then has you choose a new password.',
  'If it was you, there is nothing to do.',
];

const ENGLISH: SecurityLetters = {
  newDevice: ({ device, ip, when }, url) => ({
    subject: 'Signed in from a new device',
    paragraphs: [
      'Someone, probably you, has just signed in to your Staka account from a device or a place we did not know.',
      `Device: ${device ?? 'unknown'}. Address: ${ip}. When: ${when}.`,
    ],
    action: { label: ENGLISH_UNDO, url },
    notes: ENGLISH_UNDO_NOTES,
  }),
  passwordChanged: (url) => ({
    subject: 'Your password has changed',
    paragraphs: [
      'The password of your Staka account has just been changed. If it was you, there is nothing to do.',
      'If it was not you, follow the link right away: every device signed in to your account will lose it.',
    ],
    action: { label: ENGLISH_UNDO, url },
    notes: ENGLISH_UNDO_NOTES,
  }),
  secondFactorChanged: (url) => ({
    subject: 'The second factor of your account has changed',
    paragraphs: [
      'A passkey, an authenticator app or the recovery codes of your Staka account have just changed.',
      'If it was not you, follow the link right away: every device signed in to your account will lose it.',
    ],
    action: { label: ENGLISH_UNDO, url },
    notes: ENGLISH_UNDO_NOTES,
  }),
  serviceLinked: (label, url) => ({
    subject: 'Another service opens your account now',
    paragraphs: [
      `Your Staka account has just been linked to another service: ${label}. From now on one can sign in by it, without your password.`,
      'If it was not you, follow the link right away: the service will be unlinked, and every device signed in to your account will lose it.',
    ],
    action: { label: ENGLISH_UNDO, url },
    notes: ENGLISH_UNDO_NOTES,
  }),
  emailChanged: (url) => ({
    subject: 'The address of your account has changed',
    paragraphs: [
      'Your Staka account now has another e-mail address than this one. If you wanted it, there is nothing to do.',
      'If it was not you, follow the link right away: your account will have this address again.',
    ],
    action: { label: ENGLISH_UNDO, url },
    notes: ENGLISH_UNDO_NOTES,
  }),
  emailIsNow: (email) => ({
    subject: 'Your new address is in place',
    paragraphs: [`Your Staka account now has the address ${email}: you sign in with it.`],
  }),
  confirmFrom: (newEmail, url) => ({
    subject: 'Confirm the change of your address',
    paragraphs: [
      `You have just asked that your Staka account take the address ${newEmail}.`,
      'The change is made once you have confirmed it here and from the new address.',
    ],
    action: { label: 'Confirm or refuse', url },
    notes: [
      'The link works once, and for 24 hours.',
      'If you did not ask for anything, follow it to refuse, then change your password: somebody knows yours.',
    ],
  }),
  confirmTo: (newEmail, url) => ({
    subject: 'Confirm your new address',
    paragraphs: [
      `Someone, probably you, has just asked that their Staka account take the address ${newEmail}.`,
      'The change is made once you have confirmed it here and from the present address of the account.',
    ],
    action: { label: 'Confirm or refuse', url },
    notes: [
      'The link works once, and for 24 hours.',
      'If you did not ask for anything, forget this letter: nothing will change.',
    ],
  }),
  emailAsked: () => ({
    subject: 'You already have an account',
    paragraphs: [
      'Someone, probably you, has just asked that another Staka account take this address. It has an account already: nothing changes.',
    ],
    notes: ['If it was not you, there is nothing to do.'],
  }),
};

export const SECURITY_LETTERS: Record<Langue, SecurityLetters> = { fr: FRENCH, en: ENGLISH };
