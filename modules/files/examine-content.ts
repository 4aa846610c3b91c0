import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { requireAcceptable } from './accept-content.ts';
import { detectContent } from './detect-content.ts';
import { fileErrors } from './errors.ts';
import { type ContentType, isNestedArchive } from './file-types.ts';
import { type Archive, openArchive } from './open-archive.ts';
import { requireHarmlessDocument } from './require-harmless-document.ts';
import { requireHarmlessImage } from './require-harmless-image.ts';
import { requireHarmlessPdf } from './require-harmless-pdf.ts';
import { requireHarmlessRtf } from './require-harmless-rtf.ts';
import { requireSoundArchive } from './require-sound-archive.ts';
import { readAt } from './scan-bytes.ts';
import type { UploadRequest } from './upload-request.ts';

/**
 * What a file is, and that nobody comes to harm from opening it. This is the list of what is refused, and where:
 *
 * | refused | as | by |
 * |---|---|---|
 * | programs, scripts, installers, whatever they are called; a text named like one | FILE_PROGRAM_REFUSED | `accept-content.ts` |
 * | a manuscript that is no document (a page, a drawing, a picture, the unknown) | FILE_TYPE_REFUSED | `accept-content.ts` |
 * | an archive that is cut short, whose entries share bytes or hold more than it says | FILE_DAMAGED | `open-archive.ts`, `require-sound-archive.ts` |
 * | an archive that unpacks to far more than it is, or to too many entries | FILE_ARCHIVE_EXCESSIVE | the same, and here for gzip |
 * | an archive with names that lead out of its folder, or links | FILE_ARCHIVE_UNSAFE | `require-sound-archive.ts` |
 * | an archive in an archive: nothing is ever looked into further than one | FILE_ARCHIVE_NESTED | here |
 * | macros | FILE_MACROS_REFUSED | `require-harmless-document.ts`, `detect-compound-file.ts` |
 * | remote templates and objects, XML entities, PDF that launch, RTF with OLE objects | FILE_ACTIVE_CONTENT_REFUSED | `require-harmless-*.ts` |
 * | a file that is two things, depending on who reads it | FILE_AMBIGUOUS | here, `require-harmless-image.ts` |
 * | a picture of absurd dimensions | FILE_IMAGE_EXCESSIVE | `require-harmless-image.ts` |
 *
 * Some MiB are read or unpacked at most of an archive, of the rest no more than once its size, a MiB at a time: it takes
 * a fraction of a second and little memory, whatever the file says of itself. It is no virus scanner.
 */
export async function examineContent(
  path: string,
  { filename, kind }: Pick<UploadRequest, 'filename' | 'kind'>,
): Promise<ContentType> {
  const handle = await open(path);
  let archive: Archive | null = null;
  try {
    // Before anyone else unpacks anything of it.
    archive = await openArchive(path, handle);
    if (archive) await requireSoundArchive(archive);
    else if (await endsAsArchive(handle)) throw fileErrors.FILE_AMBIGUOUS();
    const content = await detectContent(path);
    requireAcceptable(content, filename, kind);
    await requireHarmless(handle, content, archive);
    return content;
  } finally {
    archive?.close();
    await handle.close();
  }
}

async function requireHarmless(handle: FileHandle, content: ContentType, archive: Archive | null): Promise<void> {
  if (archive) await requireHarmlessDocument(archive);
  if (archive && content.type === 'ARCHIVE' && archive.entries.some(({ name }) => isNestedArchive(name)))
    throw fileErrors.FILE_ARCHIVE_NESTED();
  if (content.type === 'IMAGE') await requireHarmlessImage(handle);
  switch (content.mimeType) {
    case 'application/pdf':
      return requireHarmlessPdf(handle);
    case 'application/rtf':
      return requireHarmlessRtf(handle);
    case 'application/gzip':
      return requireModestGzip(handle);
  }
}

const TAIL_BYTES = 66 * 1024;

/**
 * Something else that is a zip archive from its end, as those are read. One that a PDF merely holds ends before it does.
 */
async function endsAsArchive(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
  const at = tail.lastIndexOf('PK\x05\x06', tail.length, 'latin1');
  return at >= 0 && at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
}

const SAMPLE_BYTES = 64 * 1024;
const SAMPLE_RATIO_MAX = 200;
const unpack = promisify(gunzip);

/** The beginning of a gzip file tells how far it unpacks; where it ends, nobody knows before it is unpacked. */
async function requireModestGzip(handle: FileHandle): Promise<void> {
  const sample = await readAt(handle, 0, SAMPLE_BYTES);
  try {
    await unpack(sample, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: SAMPLE_BYTES * SAMPLE_RATIO_MAX });
  } catch (error) {
    const isTooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooMuch ? fileErrors.FILE_ARCHIVE_EXCESSIVE() : fileErrors.FILE_DAMAGED();
  }
}
