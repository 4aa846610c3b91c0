import { plural } from '../../i18n/plural.ts';

export const commandeFr = {
  page: {
    sections: 'Parties de la commande',
    thread: 'Fil',
    versions: 'Versions',
    facts: 'Détails',
    client: 'Auteur',
    correcteur: 'Correcteur',
    priorite: 'Priorité',
    created: 'Créée',
    echeance: 'Échéance',
    finished: 'Livrée',
    amount: 'Montant',
    description: 'Description',
    noDescription: 'Aucune description.',
    editTitle: 'Modifier la commande',
    edited: 'La commande est modifiée.',
    actions: 'Autres actions',
    older: 'Afficher ce qui précède',
    begin: 'Le fil commence ici : écrivez, joignez des fichiers.',
    toEnd: 'Aller à la fin du fil',
    newBelow: (count: number) => plural('fr', count, { one: 'Nouveau message', other: `${count} nouveaux messages` }),
    noteClient: 'Note privée',
    noteClientHint: 'Lue par l’auteur et les administrateurs.',
    noteCorrecteur: 'Carnet du correcteur',
    noteCorrecteurHint: 'Lu par le correcteur et les administrateurs, jamais par l’auteur.',
    noteEmpty: 'Rien de noté.',
    writeNote: 'Noter',
    noteSaved: 'La note est enregistrée.',
    manuscriptDrop: 'Manuscrit',
    manuscriptDropText: 'Une version à corriger',
    correctionDrop: 'Correction',
    correctionDropText: 'Un texte corrigé, rangé dans les versions',
    attachDrop: 'Message',
    attachDropText: 'Une pièce jointe à votre message',
    depositKey: 'Déposer un fichier',
  },

  create: {
    title: 'Nouvelle commande',
    lead: 'Déposez votre manuscrit, le reste suit.',
    drop: 'Déposez votre manuscrit ici',
    dropOver: 'Lâchez, il part aussitôt',
    choose: 'Choisir un fichier',
    formats:
      'Word, LibreOffice, PDF, EPUB, RTF ou texte. L’envoi commence aussitôt et continue pendant que vous écrivez.',
    without: 'Continuer sans fichier',
    opened: 'La commande est ouverte. Précisez-la, puis enregistrez : tout peut encore changer.',
    titre: 'Titre',
    titreRequired: 'Donnez un titre à votre texte.',
    description: 'De quoi s’agit-il ?',
    descriptionHint: 'Genre, longueur, public, ce que vous attendez de la correction.',
    priorite: 'Délai',
    delays: {
      FAIBLE: 'Délai flexible',
      NORMALE: '7 à 14 jours',
      HAUTE: '3 à 7 jours',
      URGENTE: '24 à 72 heures',
    },
    date: 'Date souhaitée',
    dateProposed: (date: string) => `Sans date choisie, ce sera le ${date}.`,
    dateNone: 'Sans date choisie, il n’y en aura pas.',
    datePast: 'Choisissez une date à venir.',
    note: 'Note pour vous',
    noteHint: 'Lue par vous et par les administrateurs. Le correcteur ne la voit pas.',
    submit: 'Enregistrer la commande',
    created: 'Votre commande est enregistrée.',
    another: 'Ajouter un fichier',
    abandon: 'Abandonner cette commande',
    draft: 'Votre saisie est gardée : vous pouvez revenir plus tard.',
  },

  actions: {
    reason: 'Pourquoi ?',
    reasonHint: 'Tous ceux qui suivent cette commande le liront.',
    reasonRequired: 'Dites pourquoi en quelques mots.',
    startTitle: 'Commencer la correction',
    suspendTitle: 'Suspendre la commande',
    suspendText: 'L’échéance s’arrête avec elle, et repart à la reprise.',
    resumeTitle: 'Reprendre la commande',
    resumeText: 'L’échéance est repoussée de la durée de la pause.',
    cancelTitle: 'Annuler la commande',
    cancelText: 'Une commande annulée ne se rouvre pas.',
    cancelType: (titre: string) => `Écrivez le titre pour confirmer : ${titre}`,
    cancelMismatch: 'Ce n’est pas le titre de la commande.',
    reopenTitle: 'Rouvrir la commande',
    reopenText: 'Elle revient « en cours » chez son correcteur.',
    keep: 'Ne rien changer',
    suspended: 'La commande est suspendue.',
    resumed: 'La commande reprend.',
    cancelled: 'La commande est annulée.',
    reopened: 'La commande est rouverte.',
  },

  assign: {
    title: 'Confier à un correcteur',
    titleMany: (count: number) =>
      plural('fr', count, { one: 'Confier la commande', other: `Confier ${count} commandes` }),
    load: (enCours: number, enAttente: number) =>
      enCours + enAttente === 0
        ? 'Aucun texte en ce moment'
        : [enCours > 0 ? `${enCours} en cours` : '', enAttente > 0 ? `${enAttente} en attente` : '']
            .filter(Boolean)
            .join(', '),
    current: 'La corrige maintenant',
    none: 'Personne pour l’instant',
    empty: 'Aucun correcteur',
    emptyText: 'Invitez d’abord un correcteur depuis la page Personnes.',
    invite: 'Inviter une personne',
    assigned: (name: string) => `Confiée à ${name}.`,
    assignedMany: (count: number, name: string) =>
      plural('fr', count, {
        one: `${count} commande confiée à ${name}.`,
        other: `${count} commandes confiées à ${name}.`,
      }),
    unassigned: 'La commande n’a plus de correcteur.',
  },

  deliver: {
    title: 'Livrer la correction',
    lead: 'Après la livraison la commande est terminée : vous ne pourrez pas revenir en arrière.',
    drop: 'Déposez le fichier corrigé',
    dropHint: 'Ou choisissez parmi les corrections déjà déposées.',
    files: 'Ce que vous livrez',
    corrects: 'Corrige',
    version: (numero: number, filename: string) => `Version ${numero}, ${filename}`,
    message: 'Un mot pour l’auteur',
    messageHint: 'Il le lira dans le fil, avec les fichiers.',
    none: 'Choisissez ou déposez au moins un fichier corrigé.',
    waiting: 'Attendez que l’envoi du fichier soit achevé.',
    submit: 'Livrer et terminer',
    done: 'La correction est livrée.',
  },

  selection: {
    chosen: (count: number) => plural('fr', count, { one: `${count} choisie`, other: `${count} choisies` }),
    assign: 'Confier à…',
    suspend: 'Suspendre',
    clear: 'Ne plus choisir',
    suspendTitle: (count: number) =>
      plural('fr', count, { one: 'Suspendre la commande', other: `Suspendre ${count} commandes` }),
    suspendedMany: (count: number) =>
      plural('fr', count, { one: `${count} commande suspendue.`, other: `${count} commandes suspendues.` }),
    partly: (done: number, refused: number, why: string) =>
      `${done} ${plural('fr', done, { one: 'faite', other: 'faites' })}, ${refused} ${plural('fr', refused, { one: 'refusée', other: 'refusées' })} : ${why}`,
  },

  day: { today: 'Aujourd’hui', yesterday: 'Hier' },
  system: 'Staka',
  events: {
    created: (who: Who) => did(who, 'ouvert la commande'),
    edited: (who: Who, what: string) => did(who, `modifié ${what}`),
    fields: {
      titre: 'le titre',
      description: 'la description',
      priorite: 'la priorité',
      dateEcheance: 'l’échéance',
      noteClient: 'la note privée',
      noteCorrecteur: 'le carnet du correcteur',
    },
    and: ' et ',
    started: (who: Who) => did(who, 'commencé la correction'),
    suspended: (who: Who) => did(who, 'suspendu la commande'),
    resumed: (who: Who) => did(who, 'repris la commande'),
    cancelled: (who: Who) => did(who, 'annulé la commande'),
    reopened: (who: Who) => did(who, 'rouvert la commande'),
    assigned: (who: Who, to: Who) =>
      to === null ? `${who} vous a confié la commande` : did(who, `confié la commande à ${to}`),
    tookOver: (who: Who) => did(who, 'pris la commande'),
    unassigned: (who: Who, from: Who) =>
      from === null ? `${who} vous a retiré la commande` : did(who, `retiré la commande à ${from}`),
    delivered: (who: Who) => did(who, 'livré la correction'),
    manuscript: (who: Who) => did(who, 'déposé un manuscrit'),
    correction: (who: Who) => did(who, 'déposé une correction'),
    attachment: (who: Who) => did(who, 'joint un fichier'),
    fileRemoved: (who: Who) => did(who, 'supprimé un fichier'),
    fileRestored: (who: Who) => did(who, 'restauré un fichier'),
  },
};

export type CommandeWords = typeof commandeFr;

/** Null is the reader. */
type Who = string | null;

function did(who: Who, what: string): string {
  return who === null ? `Vous avez ${what}` : `${who} a ${what}`;
}
