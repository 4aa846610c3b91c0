import { integer, text } from './variable.ts';

const COMMAND = /^[^\0\r\n]{1,1000}$/;
const A_COMMAND = { fr: 'une unité systemd, ou une commande', en: 'a systemd unit, or a command' };

/** How `bin/staka deploy` handles the server of this installation. */
export const DEPLOY_VARIABLES = {
  DEPLOY_RESTART: text(COMMAND, A_COMMAND, {
    description: {
      fr: 'Comment `bin/staka deploy` redémarre le serveur : le nom d’une unité systemd (`staka`), ou une commande du shell. Sans cette variable, rien n’est déployé.',
      en: 'How `bin/staka deploy` restarts the server: the name of a systemd unit (`staka`), or a command of the shell. Without it nothing is deployed.',
    },
  }),
  DEPLOY_STOP: text(COMMAND, A_COMMAND, {
    computed: { fr: 'l’unité de `DEPLOY_RESTART`', en: 'the unit of `DEPLOY_RESTART`' },
    description: {
      fr: 'Comment il l’arrête pendant les migrations, sur toutes les machines de cette base. À renseigner quand `DEPLOY_RESTART` est une commande.',
      en: 'How it stops it while migrations run, on every machine of this database. To be set where `DEPLOY_RESTART` is a command.',
    },
  }),
  DEPLOY_WAIT_SECONDS: integer(
    { min: 1, max: 3600 },
    {
      fallback: '60',
      description: {
        fr: 'Combien de secondes le serveur redémarré a pour répondre comme il faut, avant le retour en arrière.',
        en: 'For how many seconds the restarted server is given to answer as it should, before the way back.',
      },
    },
  ),
};
