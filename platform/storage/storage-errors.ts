import { CodedError, defineErrors } from '#platform/http/errors.ts';

export const storageErrors = defineErrors({
  STORAGE_FULL: {
    status: 507,
    fr: 'Il n’y a plus de place pour les fichiers sur le serveur. Rien n’est perdu : l’administrateur doit libérer de l’espace, puis vous pourrez recommencer.',
    en: 'There is no room left for files on the server. Nothing is lost: once the administrator has made room, try again.',
  },
  STORAGE_FAILED: {
    status: 503,
    fr: 'Le disque des fichiers ne répond pas comme il faut : réessayez dans un instant, et prévenez l’administrateur si cela persiste.',
    en: 'The disk that holds the files does not work as it should: try again shortly, and tell the administrator if it goes on.',
  },
  STORAGE_BYTES_MISSING: {
    status: 500,
    fr: 'Le contenu de ce fichier ne se trouve plus sur le serveur : prévenez l’administrateur, une sauvegarde peut le rendre.',
    en: 'The content of this file is no longer on the server: tell the administrator, a backup can bring it back.',
  },
});

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const BROKEN = new Set([
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ESTALE',
  'ENOTDIR',
  'EISDIR',
]);

/** The coded failure for what the file system says; everything else is given back as it came. */
export function storageErrorOf(error: unknown): unknown {
  if (error instanceof CodedError) return error;
  const code = systemCodeOf(error);
  if (code !== undefined && NO_ROOM.has(code)) return storageErrors.STORAGE_FULL({}, { cause: error });
  if (code !== undefined && BROKEN.has(code)) return storageErrors.STORAGE_FAILED({}, { cause: error });
  return error;
}

/** `ENOENT` and the like; undefined for what no system call said. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
