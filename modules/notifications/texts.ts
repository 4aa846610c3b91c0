import type { StatutCommande } from '#platform/db/database.gen.ts';
import type { Langue } from '#platform/http/actor.ts';

/** What a notification says; typographically right in each language. */
export interface Text {
  readonly title: string;
  readonly message: string;
}

type Texts<Facts> = Record<Langue, (facts: Facts) => Text>;

const TITLE_MAX_LENGTH = 255;
const EXCERPT_LENGTH = 140;
/** NO-BREAK SPACE, inside guillemets. */
const NBSP = '\u00A0';
/** NARROW NO-BREAK SPACE, before tall punctuation. */
const NNBSP = '\u202F';

export const impersonationText: Texts<{ administrator: string }> = {
  fr: ({ administrator }) => ({
    title: 'Un administrateur agit en votre nom',
    message: `${administrator} agit en votre nom pendant une heure au plus. Tout ce qui est fait ainsi est consigné. Vous pouvez y mettre fin parmi vos sessions.`,
  }),
  en: ({ administrator }) => ({
    title: 'An administrator is acting in your name',
    message: `${administrator} is acting in your name, for an hour at most. All that is done so is recorded; you can end it among your sessions.`,
  }),
};

export const roleRequestedText: Texts<{ person: string }> = {
  fr: ({ person }) => ({
    title: cutTitle(`${person} demande à devenir mentor`),
    message: `${person} attend votre réponse pour accompagner des auteurs.`,
  }),
  en: ({ person }) => ({
    title: cutTitle(`${person} asks to become a mentor`),
    message: `${person} awaits your answer to accompany authors.`,
  }),
};

export const roleAcceptedText: Texts<{ reason: string | null }> = {
  fr: ({ reason }) => ({
    title: 'Vous êtes mentor',
    message: reason ?? 'Votre demande est acceptée : vous pouvez accompagner des auteurs.',
  }),
  en: ({ reason }) => ({
    title: 'You are a mentor',
    message: reason ?? 'Your request is accepted: you may accompany authors.',
  }),
};

export const roleRefusedText: Texts<{ reason: string | null }> = {
  fr: ({ reason }) => ({
    title: 'Votre demande d’être mentor n’est pas acceptée',
    message: reason ?? 'Vous restez auteur, et pouvez demander de nouveau.',
  }),
  en: ({ reason }) => ({
    title: 'Your request to become a mentor is not accepted',
    message: reason ?? 'You stay an author, and may ask again.',
  }),
};

export const clerkWaitingText: Texts<{ person: string; email: string | null }> = {
  fr: ({ person, email }) => ({
    title: cutTitle(`${person} attend chez Clerk`),
    message: `Son adresse${email === null ? '' : ` ${email}`} a déjà un compte ici : dites s’il faut les relier.`,
  }),
  en: ({ person, email }) => ({
    title: cutTitle(`${person} is waiting at Clerk`),
    message: `Their address${email === null ? '' : ` ${email}`} has an account here already: say whether to link the two.`,
  }),
};

export const rehearsalFailedText: Texts<{ backup: string; reason: string }> = {
  fr: ({ backup, reason }) => ({
    title: 'La dernière sauvegarde ne se restaure pas',
    message: `La répétition de ${backup} a échoué : ${reason} Faites-en une nouvelle sans attendre : bin/staka backup, puis bin/staka backup:rehearse.`,
  }),
  en: ({ backup, reason }) => ({
    title: 'The latest backup cannot be restored',
    message: `The rehearsal of ${backup} failed: ${reason} Make a new one without delay: bin/staka backup, then bin/staka backup:rehearse.`,
  }),
};

export const rehearsalRecoveredText: Texts<{ backup: string }> = {
  fr: ({ backup }) => ({
    title: 'Les sauvegardes se restaurent de nouveau',
    message: `La répétition de ${backup} a réussi : chaque ligne et chaque fichier y sont.`,
  }),
  en: ({ backup }) => ({
    title: 'Backups can be restored again',
    message: `The rehearsal of ${backup} succeeded: every row and every file is there.`,
  }),
};

export const createdText: Texts<{ titre: string; client: string; urgent: boolean }> = {
  fr: ({ titre, client, urgent }) => ({
    title: urgent ? 'Nouvelle commande urgente' : 'Nouvelle commande',
    message: `${client} demande la correction de ${guillemets(titre)}.`,
  }),
  en: ({ titre, client, urgent }) => ({
    title: urgent ? 'New urgent commande' : 'New commande',
    message: `${client} asks for a correction of ${quotes(titre)}.`,
  }),
};

export const assignedToYouText: Texts<{ titre: string }> = {
  fr: ({ titre }) => ({
    title: 'Une commande vous est assignée',
    message: `${guillemets(titre)} attend votre correction.`,
  }),
  en: ({ titre }) => ({
    title: 'A commande is assigned to you',
    message: `${quotes(titre)} awaits your correction.`,
  }),
};

export const assignedToClientText: Texts<{ titre: string; correcteur: string }> = {
  fr: ({ titre, correcteur }) => ({
    title: 'Votre texte a un correcteur',
    message: `${correcteur} s’occupe de ${guillemets(titre)}.`,
  }),
  en: ({ titre, correcteur }) => ({
    title: 'Your text has a corrector',
    message: `${correcteur} takes care of ${quotes(titre)}.`,
  }),
};

export const takenBackText: Texts<{ titre: string }> = {
  fr: ({ titre }) => ({
    title: 'Une commande ne vous est plus assignée',
    message: `${guillemets(titre)} est confiée à quelqu’un d’autre.`,
  }),
  en: ({ titre }) => ({
    title: 'A commande is no longer assigned to you',
    message: `${quotes(titre)} is in other hands.`,
  }),
};

export const deliveredText: Texts<{ titre: string }> = {
  fr: ({ titre }) => ({
    title: 'Votre texte est corrigé',
    message: `La correction de ${guillemets(titre)} est prête à être téléchargée.`,
  }),
  en: ({ titre }) => ({
    title: 'Your text is corrected',
    message: `The correction of ${quotes(titre)} is ready for download.`,
  }),
};

interface StatutFacts {
  readonly titre: string;
  readonly from: StatutCommande;
  readonly to: StatutCommande;
  readonly reason: string | null;
}

export const statutText: Texts<StatutFacts> = {
  fr: ({ titre, from, to, reason }) => ({
    title: statutTitle(from, to).fr,
    message: reason === null ? `${guillemets(titre)}.` : `${guillemets(titre)}${NNBSP}: ${reason}`,
  }),
  en: ({ titre, from, to, reason }) => ({
    title: statutTitle(from, to).en,
    message: reason === null ? `${quotes(titre)}.` : `${quotes(titre)}: ${reason}`,
  }),
};

/** `count` messages are unread; the latest is by `sender`. */
export const messageText: Texts<{ titre: string; sender: string; content: string; count: number }> = {
  fr: ({ titre, sender, content, count }) => ({
    title: cutTitle(count > 1 ? `${count} nouveaux messages` : `Nouveau message de ${sender}`),
    message: `${guillemets(titre)}${NNBSP}: ${content === '' ? 'fichier joint' : excerpt(content)}`,
  }),
  en: ({ titre, sender, content, count }) => ({
    title: cutTitle(count > 1 ? `${count} new messages` : `New message from ${sender}`),
    message: `${quotes(titre)}: ${content === '' ? 'file attached' : excerpt(content)}`,
  }),
};

export function fullName({ prenom, nom }: { prenom: string; nom: string }): string {
  return `${prenom} ${nom}`.trim() || 'Staka';
}

function statutTitle(from: StatutCommande, to: StatutCommande): Record<Langue, string> {
  switch (to) {
    case 'SUSPENDUE':
      return { fr: 'Commande suspendue', en: 'Commande suspended' };
    case 'ANNULEE':
      return { fr: 'Commande annulée', en: 'Commande cancelled' };
    case 'TERMINE':
      return { fr: 'Commande terminée', en: 'Commande finished' };
    case 'EN_ATTENTE':
      return { fr: 'Commande remise en attente', en: 'Commande waiting again' };
    case 'EN_COURS':
      return from === 'EN_ATTENTE'
        ? { fr: 'La correction a commencé', en: 'The correction has begun' }
        : { fr: 'La correction reprend', en: 'The correction goes on' };
  }
}

function guillemets(text: string): string {
  return `«${NBSP}${text}${NBSP}»`;
}

function quotes(text: string): string {
  return `“${text}”`;
}

function excerpt(content: string): string {
  const line = content.replace(/\s+/g, ' ');
  const characters = [...line];
  return characters.length <= EXCERPT_LENGTH
    ? line
    : `${characters
        .slice(0, EXCERPT_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}

function cutTitle(title: string): string {
  return [...title].slice(0, TITLE_MAX_LENGTH).join('');
}
