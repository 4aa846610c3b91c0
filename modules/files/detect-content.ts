import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { detectCompoundFile } from './detect-compound-file.ts';
import { detectText } from './detect-text.ts';
import { type ContentType, contentType, SCRIPT, UNKNOWN } from './file-types.ts';
import { readAt } from './scan-bytes.ts';

const SAMPLE_BYTES = 64 * 1024;
const COMPOUND_FILE = 'application/x-cfb';

/** Formats that are made of text, and begin in a way that no prose does. */
const TEXTUAL = new Set(['application/pdf', 'application/rtf', 'application/postscript', 'application/eps']);

/**
 * What a file is, by its bytes alone. Its name and what the browser said of it are not asked.
 *
 * Text comes first: a signature of two or three bytes (“BM”, “MZ”, “ID3”) is also how a sentence may begin.
 */
export async function detectContent(path: string): Promise<ContentType> {
  const handle = await open(path);
  try {
    const sample = await readAt(handle, 0, SAMPLE_BYTES);
    const text = detectText(sample);
    if (text === SCRIPT) return text;
    const found = await fileTypeFromFile(path, { maxBufferSize: 4 * 1024 * 1024 });
    if (text) return found && TEXTUAL.has(found.mime) ? contentType(found.mime, found.ext) : text;
    if (found?.mime === COMPOUND_FILE) return await detectCompoundFile(handle);
    if (found) return contentType(found.mime, found.ext);
    return isLatePdf(sample) ? contentType('application/pdf', 'pdf') : UNKNOWN;
  } finally {
    await handle.close();
  }
}

/** Some programs write a few bytes before the first of a PDF, and every reader takes it (PDF Reference 1.7, appendix H, note 13). */
function isLatePdf(sample: Buffer): boolean {
  return sample.subarray(0, 1024).includes('%PDF-');
}
