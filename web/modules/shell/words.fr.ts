import { plural } from '../../i18n/plural.ts';

export const shellFr = {
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  goTo: 'Aller à…',
  nav: {
    commandes: 'Commandes',
    queue: 'File de travail',
    notifications: 'Notifications',
    people: 'Personnes',
    audit: 'Journal d’audit',
    mentors: 'Demandes de mentors',
    erasures: 'Effacements',
    studio: 'Données',
    operations: 'Exploitation',
    clerk: 'Arrivées par Clerk',
    account: 'Compte',
    devMail: 'Courrier',
  },
  userMenu: (name: string) => `Menu de ${name}`,
  langue: 'Langue',
  langues: { fr: 'Français', en: 'English' },
  theme: 'Thème',
  themes: { auto: 'Comme l’appareil', light: 'Clair', dark: 'Sombre' },
  shortcuts: 'Raccourcis clavier',
  signOut: 'Se déconnecter',
  offline: 'Hors ligne. Ce que vous envoyez partira au retour de la connexion.',
  reconnecting: 'Connexion interrompue. Nouvelle tentative…',
  backOnline: 'La connexion est revenue.',
  unread: {
    notifications: (count: number) => plural('fr', count, { one: `${count} non lue`, other: `${count} non lues` }),
    messages: (count: number) =>
      plural('fr', count, { one: `${count} message non lu`, other: `${count} messages non lus` }),
  },
  act: 'Faire',
  speak: { fr: 'Passer en français', en: 'Passer en anglais' },
  show: { auto: 'Suivre le thème de l’appareil', light: 'Passer au thème clair', dark: 'Passer au thème sombre' },
  notFound: {
    title: 'Cette page n’existe pas',
    text: 'L’adresse est peut-être incomplète, ou ce qu’elle montrait a été déplacé.',
    action: 'Revenir à l’accueil',
  },
  failed: {
    title: 'Cette page s’est interrompue',
    text: 'Ce n’est pas de votre fait. Ce que vous avez écrit est gardé ; recharger la page suffit le plus souvent.',
    reload: 'Recharger la page',
  },
};
