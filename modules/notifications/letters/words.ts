import type { Langue } from '#platform/http/actor.ts';

export interface News {
  readonly greeting: (prenom: string) => string;
  readonly subject: (count: number) => string;
  readonly line: (title: string, message: string) => string;
  readonly open: string;
  /** Of what is about no commande. */
  readonly openPage: string;
  readonly openAll: string;
  readonly why: (url: string) => string;
}

export const NEWS: Record<Langue, News> = {
  fr: {
    greeting: (prenom) => (prenom === '' ? 'Bonjour,' : `Bonjour ${prenom},`),
    subject: (count) => `${count} nouvelles vous attendent`,
    line: (title, message) => `${title}\u202f: ${message}`,
    open: 'Voir la commande',
    openPage: 'Ouvrir Staka',
    openAll: 'Voir les notifications',
    why: (url) => `Vous choisissez ce qui vous est écrit, et à quelles heures, dans vos préférences\u202f: ${url}`,
  },
  en: {
    greeting: (prenom) => (prenom === '' ? 'Hello,' : `Hello ${prenom},`),
    subject: (count) => `${count} things to read`,
    line: (title, message) => `${title}: ${message}`,
    open: 'See the commande',
    openPage: 'Open Staka',
    openAll: 'See the notifications',
    why: (url) => `You choose what is written to you, and at what hours, in your preferences: ${url}`,
  },
};
