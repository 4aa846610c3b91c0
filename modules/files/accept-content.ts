import { fileErrors } from './errors.ts';
import { type ContentType, hasProgramExtension, PLAIN_TEXT } from './file-types.ts';
import type { FileKind } from './upload-request.ts';

/**
 * What may come in. Programs and scripts never. What is corrected is a document, or an archive of documents; pages that
 * a browser would run (HTML, SVG, XML) and everything unknown may be attached, and are kept as OTHER and never shown.
 * A text, or bytes nobody knows, under a name that an operating system runs is a program: here, and only here, the name
 * counts, against the file.
 * @throws FILE_PROGRAM_REFUSED, FILE_TYPE_REFUSED
 */
export function requireAcceptable(content: ContentType, filename: string, kind: FileKind): void {
  const isUnclear = content.mimeType === PLAIN_TEXT.mimeType || content.extension === '';
  const isScript = isUnclear && hasProgramExtension(filename);
  if (content.isProgram || isScript) throw fileErrors.FILE_PROGRAM_REFUSED();
  if (kind !== 'PIECE_JOINTE' && content.type !== 'DOCUMENT' && content.type !== 'ARCHIVE')
    throw fileErrors.FILE_TYPE_REFUSED();
}
