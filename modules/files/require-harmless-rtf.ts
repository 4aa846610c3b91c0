import type { FileHandle } from 'node:fs/promises';
import { fileErrors } from './errors.ts';
import { scanBytes } from './scan-bytes.ts';

/** The bytes of an OLE object (RTF 1.9.1, “Objects”). Pictures are kept as `\pict` and are none. */
const OBJECT = /\\obj(?:data|ocx)(?![a-z])/;
const REMOTE_TEMPLATE = /\\\*\s*\\template\s*(?:https?:|ftp:|\\\\\\\\)/i;

const OBJECTS = { fr: 'un objet incorporé', en: 'an embedded object' };
const REMOTE = { fr: 'un modèle distant', en: 'a remote template' };

/** @throws FILE_ACTIVE_CONTENT_REFUSED */
export async function requireHarmlessRtf(handle: FileHandle): Promise<void> {
  for await (const { text } of scanBytes(handle)) {
    if (OBJECT.test(text)) throw fileErrors.FILE_ACTIVE_CONTENT_REFUSED({ what: OBJECTS });
    if (REMOTE_TEMPLATE.test(text)) throw fileErrors.FILE_ACTIVE_CONTENT_REFUSED({ what: REMOTE });
  }
}
