import { plural } from '../../i18n/plural.ts';
import type { shellFr } from './words.fr.ts';

export const shellEn: typeof shellFr = {
  skip: 'Skip to the content',
  navigation: 'Main navigation',
  goTo: 'Go to…',
  nav: {
    commandes: 'Commandes',
    queue: 'Work queue',
    notifications: 'Notifications',
    people: 'People',
    audit: 'Audit log',
    mentors: 'Mentor requests',
    erasures: 'Erasures',
    studio: 'Data',
    operations: 'Operations',
    clerk: 'Arrivals from Clerk',
    account: 'Account',
    devMail: 'Mail',
  },
  userMenu: (name) => `Menu of ${name}`,
  langue: 'Language',
  langues: { fr: 'Français', en: 'English' },
  theme: 'Theme',
  themes: { auto: 'Same as the device', light: 'Light', dark: 'Dark' },
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  offline: 'Offline. What you send will go when the connection is back.',
  reconnecting: 'Connection lost. Trying again…',
  backOnline: 'The connection is back.',
  unread: {
    notifications: (count) => `${count} unread`,
    messages: (count) => plural('en', count, { one: `${count} unread message`, other: `${count} unread messages` }),
  },
  act: 'Do',
  speak: { fr: 'Switch to French', en: 'Switch to English' },
  show: {
    auto: 'Follow the theme of the device',
    light: 'Switch to the light theme',
    dark: 'Switch to the dark theme',
  },
  notFound: {
    title: 'This page does not exist',
    text: 'The address may be incomplete, or what it showed has moved.',
    action: 'Back to the start',
  },
  failed: {
    title: 'This page stopped working',
    text: 'It is not your doing. What you wrote is kept; reloading the page is usually enough.',
    reload: 'Reload the page',
  },
};
