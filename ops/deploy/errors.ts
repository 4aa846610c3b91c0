import { defineErrors } from '#platform/http/errors.ts';

/** Why a deployment is refused, or stops. What each leaves behind is said by the report. */
export const deployErrors = defineErrors({
  DEPLOY_RUNNING: {
    status: 409,
    fr: 'Un autre déploiement est en cours sur cette installation ({folder}) : attendez qu’il ait fini.',
    en: 'Another deployment is under way on this installation ({folder}): wait until it is done.',
  },
  DEPLOY_UNFINISHED: {
    status: 409,
    fr: 'Le déploiement de {commit} n’est pas fini (dernière étape faite : {step}). « staka deploy » sans autre option le reprend, « staka deploy --back » revient à {before}.',
    en: 'The deployment of {commit} is not finished (last step done: {step}). “staka deploy” with no other option takes it up again, “staka deploy --back” goes back to {before}.',
  },
  DEPLOY_NOTHING_TO_UNDO: {
    status: 409,
    fr: 'Aucun déploiement n’est en suspens : il n’y a rien à défaire.',
    en: 'No deployment is unfinished: there is nothing to undo.',
  },
  DEPLOY_STATE_UNREADABLE: {
    status: 500,
    fr: 'L’état du déploiement, {path}, ne se lit pas : il est d’une autre version de Staka, ou abîmé. Mettez-le de côté après avoir vérifié l’installation.',
    en: 'The state of the deployment, {path}, cannot be read: it is of another version of Staka, or damaged. Put it aside once you have looked at the installation.',
  },
  DEPLOY_NOT_A_CLONE: {
    status: 409,
    fr: '{root} n’est pas un clone git : il n’y a pas de commit à déployer. ({said})',
    en: '{root} is not a git clone: there is no commit to deploy. ({said})',
  },
  DEPLOY_TREE_CHANGED: {
    status: 409,
    fr: 'Des fichiers suivis ont été modifiés sur place : {files}. « git -C {root} diff » les montre ; remettez-les en état, ou faites-en un commit.',
    en: 'Tracked files were changed in place: {files}. “git -C {root} diff” shows them; put them back, or make a commit of them.',
  },
  DEPLOY_COMMIT_UNKNOWN: {
    status: 404,
    fr: '« {ref} » ne désigne aucun commit du dépôt, une fois ses nouveautés récupérées.',
    en: '“{ref}” is no commit of the repository, once what is new in it was fetched.',
  },
  DEPLOY_COMMIT_UNEXPECTED: {
    status: 409,
    fr: '« {ref} » en est à {found}, et non au commit attendu, {expected}.',
    en: '“{ref}” is at {found}, not at the expected commit, {expected}.',
  },
  DEPLOY_DATABASE_NEWER: {
    status: 409,
    fr: 'La base a des migrations que {commit} n’a pas ({names}) : défaites-les d’abord par « staka migrate:rollback ».',
    en: 'The database has migrations that {commit} does not have ({names}): roll them back first by “staka migrate:rollback”.',
  },
  DEPLOY_DOCTOR_RED: {
    status: 409,
    fr: '« staka doctor » trouve du rouge dont un déploiement dépend : {names}. Réparez-le d’abord.',
    en: '“staka doctor” finds red what a deployment depends on: {names}. Mend it first.',
  },
  DEPLOY_DISK: {
    status: 409,
    fr: 'Il faut environ {needed} libres dans {folder}, et il y en a {free}.',
    en: 'About {needed} must be free in {folder}, and {free} are.',
  },
  DEPLOY_RESTART_UNKNOWN: {
    status: 409,
    fr: 'DEPLOY_RESTART n’est pas renseigné : dites comment redémarrer le serveur, par exemple DEPLOY_RESTART=staka pour l’unité systemd de ce nom.',
    en: 'DEPLOY_RESTART is not set: say how the server is restarted, such as DEPLOY_RESTART=staka for the systemd unit of that name.',
  },
  DEPLOY_STOP_UNKNOWN: {
    status: 409,
    fr: 'Ce commit apporte des migrations, et DEPLOY_STOP n’est pas renseigné : le serveur est arrêté pendant qu’elles passent, pour que rien de ce qui s’écrirait ne puisse être perdu.',
    en: 'This commit brings migrations, and DEPLOY_STOP is not set: the server is stopped while they run, so that nothing written meanwhile can be lost.',
  },
  DEPLOY_PORT_UNKNOWN: {
    status: 409,
    fr: 'PORT vaut 0 : le serveur redémarré ne se retrouverait pas. Donnez-lui un port.',
    en: 'PORT is 0: the restarted server could not be found. Give it a port.',
  },
  DEPLOY_COMMAND_FAILED: {
    status: 500,
    fr: '« {command} » a échoué ({code}) : {said}',
    en: '“{command}” failed ({code}): {said}',
  },
  DEPLOY_STILL_CONNECTED: {
    status: 409,
    fr: 'Quelqu’un est encore connecté à la base {database} {seconds} s après l’arrêt du serveur : arrêtez tous ses processus, sur chaque machine.',
    en: 'Somebody is still connected to the database {database} {seconds} s after the server was stopped: stop all of its processes, on every machine.',
  },
  DEPLOY_NOT_HEALTHY: {
    status: 500,
    fr: 'Le serveur redémarré ne répond pas comme il faut au bout de {seconds} s : {found}',
    en: 'The restarted server does not answer as it should after {seconds} s: {found}',
  },
  DEPLOY_PAGE_WRONG: {
    status: 500,
    fr: '{page} répond {found}, au lieu de {expected}.',
    en: '{page} answers {found} instead of {expected}.',
  },
  DEPLOY_NEW_REDS: {
    status: 500,
    fr: '« staka doctor » trouve du rouge qui ne l’était pas avant : {names}',
    en: '“staka doctor” finds red what was not before: {names}',
  },
  DEPLOY_LOG_ERRORS: {
    status: 500,
    fr: 'Le journal a des erreurs depuis le redémarrage ({count}), la dernière : {last}',
    en: 'The log has errors since the restart ({count}), the last: {last}',
  },
  DEPLOY_NOT_FENCED: {
    status: 409,
    fr: 'La maintenance n’est plus en cours : des écritures ont pu avoir lieu, et remettre la sauvegarde les perdrait. Voyez « staka migrate:rollback », et {backup}.',
    en: 'Maintenance is not on any more: there may have been writes, and putting the backup back would lose them. See “staka migrate:rollback”, and {backup}.',
  },
  DEPLOY_ORPHAN: {
    status: 409,
    fr: 'Une commande du déploiement interrompu tourne encore (processus {pid}) : attendez-la, ou arrêtez-la.',
    en: 'A command of the interrupted deployment is still running (process {pid}): wait for it, or stop it.',
  },
  DEPLOY_REPORT_FORGED: {
    status: 409,
    fr: 'La signature de {file} n’est pas celle de son contenu : il a été modifié, ou n’est pas un rapport.',
    en: 'The signature of {file} is not that of its content: it was changed, or is no report.',
  },
  DEPLOY_REPORT_OF_OTHERS: {
    status: 409,
    fr: '{file} est signé par une autre clé ({found}) que celle attendue ({expected}).',
    en: '{file} is signed by another key ({found}) than the expected one ({expected}).',
  },
});
