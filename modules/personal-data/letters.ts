import type { Langue } from '#platform/http/actor.ts';
import type { LetterWords } from '#platform/mail/write-letter.ts';

type Words = Omit<LetterWords, 'langue' | 'greeting'>;

export interface PersonalDataLetters {
  readonly greeting: (prenom: string) => string;
  readonly exportReady: (url: string, until: string) => Words;
  readonly erasure: (url: string, dueAt: string) => Words;
}

const FRENCH: PersonalDataLetters = {
  greeting: (prenom) => (prenom === '' ? 'Bonjour,' : `Bonjour ${prenom},`),
  exportReady: (url, until) => ({
    subject: 'Vos données sont prêtes',
    paragraphs: ['L’archive de vos données est prête\u202f: ce que Staka garde de vous, et vos fichiers.'],
    action: { label: 'Télécharger mes données', url },
    notes: [
      `Elle reste disponible jusqu’au ${until}. Il faut être connecté à votre compte pour l’ouvrir\u202f: ce lien seul ne suffit pas.`,
      'Si vous ne l’avez pas demandée, changez de mot de passe et fermez vos autres sessions.',
    ],
  }),
  erasure: (url, dueAt) => ({
    subject: 'Votre compte sera effacé',
    paragraphs: [
      `Vous avez demandé l’effacement de votre compte Staka. Il est fermé dès maintenant, et sera effacé le ${dueAt}, sans retour possible.`,
      'Vos commandes, vos messages et vos fichiers disparaîtront aussi. Les factures restent aussi longtemps que la loi le demande.',
    ],
    action: { label: 'Garder mon compte', url },
    notes: [
      'Ce lien sert une seule fois, jusqu’à cette date\u202f: votre compte s’ouvre à nouveau, tel qu’il était.',
      'Si vous n’avez rien demandé, suivez-le, puis changez de mot de passe\u202f: quelqu’un connaît le vôtre.',
    ],
  }),
};

const ENGLISH: PersonalDataLetters = {
  greeting: (prenom) => (prenom === '' ? 'Hello,' : `Hello ${prenom},`),
  exportReady: (url, until) => ({
    subject: 'Your data is ready',
    paragraphs: ['The archive of your data is ready: what Staka keeps of you, and your files.'],
    action: { label: 'Download my data', url },
    notes: [
      `It is there until ${until}. It takes your account to open it: this link alone is not enough.`,
      'If you did not ask for it, change your password and close your other sessions.',
    ],
  }),
  erasure: (url, dueAt) => ({
    subject: 'Your account is going to be erased',
    paragraphs: [
      `You have asked for your Staka account to be erased. It is closed from now on, and is erased on ${dueAt}, for good.`,
      'Your commandes, your messages and your files go with it. Invoices stay as long as the law asks.',
    ],
    action: { label: 'Keep my account', url },
    notes: [
      'The link works once, until that day: your account is open again, as it was.',
      'If you did not ask for anything, follow it, then change your password: somebody knows yours.',
    ],
  }),
};

export const PERSONAL_DATA_LETTERS: Record<Langue, PersonalDataLetters> = { fr: FRENCH, en: ENGLISH };
