import { defineErrors } from '#platform/http/errors.ts';

/** A 409 of an upload means to every tus client “ask how far it is and go on”: what no retry mends is a 422. */
export const fileErrors = defineErrors({
  FILE_NOT_FOUND: {
    status: 404,
    fr: 'Ce fichier n’existe pas, ou vous n’y avez pas accès.',
    en: 'This file does not exist, or you may not see it.',
  },
  FILE_EMPTY: {
    status: 422,
    fr: 'Ce fichier est vide : choisissez-en un qui contient quelque chose.',
    en: 'This file is empty: choose one that holds something.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    fr: 'Ce fichier est trop volumineux ({size}) : la limite est de {max} par fichier.',
    en: 'This file is too large ({size}): the limit is {max} a file.',
  },
  FILE_QUOTA_EXCEEDED: {
    status: 413,
    fr: 'Votre espace ne suffit pas : ce fichier fait {size}, et il vous reste {left} sur {quota}. Supprimez des fichiers dont vous n’avez plus besoin.',
    en: 'You do not have enough room: this file is {size}, and {left} of {quota} are left. Delete files you no longer need.',
  },
  FILE_PROGRAM_REFUSED: {
    status: 422,
    fr: 'Les programmes et les scripts ne sont pas acceptés, quel que soit le nom du fichier.',
    en: 'Programs and scripts are not accepted, whatever the file is called.',
  },
  FILE_TYPE_REFUSED: {
    status: 422,
    fr: 'Le contenu de ce fichier n’est pas un document : déposez un .docx, .doc, .odt, .rtf, .pdf, .epub ou .txt, ou une archive .zip. Le reste peut être joint à un message.',
    en: 'The content of this file is not a document: upload a .docx, .doc, .odt, .rtf, .pdf, .epub or .txt, or a .zip archive. Anything else can be attached to a message.',
  },
  FILE_DAMAGED: {
    status: 422,
    fr: 'Ce fichier est abîmé, ou ne contient pas ce qu’il annonce : enregistrez-le à nouveau depuis votre logiciel, puis déposez-le.',
    en: 'This file is damaged, or does not hold what it announces: save it again from your program, then upload it.',
  },
  FILE_ARCHIVE_EXCESSIVE: {
    status: 422,
    fr: 'Une fois décompressé, ce fichier prendrait une place démesurée : déposez séparément les documents qu’il contient.',
    en: 'Unpacked, this file would take an enormous amount of room: upload the documents it holds one by one.',
  },
  FILE_ARCHIVE_UNSAFE: {
    status: 422,
    fr: 'Cette archive contient des liens, ou des noms qui sortent de son dossier : refaites-la à partir de fichiers ordinaires.',
    en: 'This archive holds links, or names that lead out of its folder: make it again of ordinary files.',
  },
  FILE_ARCHIVE_NESTED: {
    status: 422,
    fr: 'Cette archive en contient une autre : décompressez celle-ci et déposez ses documents.',
    en: 'This archive holds another one: unpack that and upload its documents.',
  },
  FILE_MACROS_REFUSED: {
    status: 422,
    fr: 'Ce document contient des macros : enregistrez-en une copie sans macros (.docx ou .odt), puis déposez-la.',
    en: 'This document holds macros: save a copy without them (.docx or .odt), then upload that.',
  },
  FILE_ACTIVE_CONTENT_REFUSED: {
    status: 422,
    fr: 'Ce document contient {what}, qui agirait à l’ouverture : enregistrez-en une copie qui ne contient que du texte et des images.',
    en: 'This document holds {what}, which would act when it is opened: save a copy that holds only text and pictures.',
  },
  FILE_AMBIGUOUS: {
    status: 422,
    fr: 'Ce fichier est plusieurs choses à la fois, selon le logiciel qui le lit : enregistrez-le à nouveau depuis le vôtre.',
    en: 'This file is several things at once, depending on what reads it: save it again from your own program.',
  },
  FILE_IMAGE_EXCESSIVE: {
    status: 422,
    fr: 'Cette image est démesurée ({width} × {height} pixels) : réduisez-la, puis déposez-la.',
    en: 'This picture is far too large ({width} × {height} pixels): make it smaller, then upload it.',
  },
  FILE_KIND_FORBIDDEN: {
    status: 403,
    fr: 'Sur cette commande, ce n’est pas à vous de déposer {kind}.',
    en: 'On this commande it is not for you to upload {kind}.',
  },
  FILE_COMMANDE_CLOSED: {
    status: 422,
    fr: 'Cette commande est {statut} : ce genre de fichier n’y est plus accepté.',
    en: 'This commande is {statut}: it no longer takes this kind of file.',
  },
  FILE_CORRIGE_INVALID: {
    status: 422,
    fr: 'Le fichier corrigé doit être une version de la même commande, et ne pas être supprimé.',
    en: 'The file that is corrected must be a version of the same commande, and not be deleted.',
  },
  FILE_DELETE_FORBIDDEN: {
    status: 403,
    fr: 'Seuls la personne qui a déposé ce fichier, tant que la commande est ouverte, et les administrateurs peuvent le supprimer ou le restaurer.',
    en: 'Only the person who uploaded this file, while the commande is open, and administrators can delete or restore it.',
  },
  FILE_NOT_ATTACHABLE: {
    status: 422,
    fr: 'Vous ne pouvez joindre que des fichiers de cette commande que vous avez déposés, et qui ne sont pas supprimés.',
    en: 'You can only attach files of this commande that you uploaded and that are not deleted.',
  },
  FILE_RANGE_NOT_SATISFIABLE: {
    status: 416,
    fr: 'La partie demandée n’existe pas : le fichier fait {size} octets.',
    en: 'The part asked for does not exist: the file has {size} bytes.',
  },
  UPLOAD_NOT_FOUND: {
    status: 404,
    fr: 'Cet envoi n’existe pas ou n’est pas le vôtre : recommencez-le.',
    en: 'This upload does not exist or is not yours: start it again.',
  },
  UPLOAD_EXPIRED: {
    status: 410,
    fr: 'Cet envoi a été interrompu trop longtemps : recommencez-le.',
    en: 'This upload was interrupted for too long: start it again.',
  },
  UPLOAD_OFFSET_CONFLICT: {
    status: 409,
    fr: 'L’envoi ne reprend pas là où il s’est arrêté : demandez d’abord où il en est.',
    en: 'The upload does not go on where it stopped: ask first how far it is.',
  },
  UPLOAD_BUSY: {
    status: 423,
    fr: 'Cet envoi est déjà en cours ailleurs : réessayez dans un instant.',
    en: 'This upload is going on elsewhere: try again shortly.',
  },
  UPLOAD_FINISHED: {
    status: 422,
    fr: 'Cet envoi est terminé et ne peut plus être annulé : supprimez le fichier.',
    en: 'This upload is finished and can no longer be cancelled: delete the file.',
  },
  UPLOAD_INTERRUPTED: {
    status: 400,
    fr: 'L’envoi s’est interrompu : il peut reprendre là où il en était.',
    en: 'The upload broke off: it can go on from where it was.',
  },
  UPLOAD_LENGTH_REQUIRED: {
    status: 400,
    fr: 'Annoncez la taille du fichier (en-tête Upload-Length).',
    en: 'Announce the size of the file (header Upload-Length).',
  },
  UPLOAD_PROTOCOL_UNSUPPORTED: {
    status: 412,
    fr: 'Les fichiers s’envoient par le protocole tus 1.0 (en-tête Tus-Resumable: 1.0.0).',
    en: 'Files are uploaded by the tus protocol, version 1.0 (header Tus-Resumable: 1.0.0).',
  },
});
