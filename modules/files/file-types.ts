import type { FileType } from '#platform/db/database.gen.ts';

/** What the bytes of a file are, whatever it is called. */
export interface ContentType {
  readonly mimeType: string;
  /** Without its dot; empty when nothing is known of it. */
  readonly extension: string;
  readonly type: FileType;
  /** Runs when it is opened: never accepted. */
  readonly isProgram: boolean;
}

/** The content types that seed 002 calls documents, and their kin. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['application/msword', 'doc'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.template', 'dotx'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.text-template', 'ott'],
  ['application/vnd.apple.pages', 'pages'],
  ['application/rtf', 'rtf'],
  ['text/plain', 'txt'],
  ['application/epub+zip', 'epub'],
  ['application/x-mobipocket-ebook', 'mobi'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.ms-powerpoint', 'ppt'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
]);

const ARCHIVES: ReadonlyMap<string, string> = new Map([
  ['application/zip', 'zip'],
  ['application/x-rar-compressed', 'rar'],
  ['application/x-7z-compressed', '7z'],
  ['application/x-tar', 'tar'],
  ['application/gzip', 'gz'],
  ['application/x-bzip2', 'bz2'],
  ['application/x-xz', 'xz'],
  ['application/zstd', 'zst'],
]);

const PROGRAMS = new Set([
  'application/java-archive',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/vnd.ms-cab-compressed',
  'application/vnd.ms-htmlhelp',
  'application/wasm',
  'application/x-apple-diskimage',
  'application/x-asar',
  'application/x-deb',
  'application/x-elf',
  'application/x-ft-apple.alias',
  'application/x-google-chrome-extension',
  'application/x-iso9660-image',
  'application/x-mach-binary',
  'application/x-ms-installer',
  'application/x-ms-regedit',
  'application/x-ms-shortcut',
  'application/x-msdownload',
  'application/x-rpm',
  'application/x-shockwave-flash',
  'application/x-xpinstall',
  'text/x-script',
]);

/** A browser would run or lay these out as a page: they are kept as what they are not, a row of bytes. */
const PAGES = new Set(['text/html', 'application/xhtml+xml', 'application/xml', 'image/svg+xml']);

/** Endings that an operating system runs, whatever the bytes: what is a harmless text elsewhere is a program there. */
const PROGRAM_EXTENSIONS = new Set(
  (
    'app appref-ms bat cmd com command cpl desktop dll dmg exe gadget hta inf iso jar js jse lnk mjs msc msh msi msp mst ' +
    'pif ps1 ps1xml ps2 psm1 py rb reg scf scr sh sys url vb vbe vbs vhd ws wsc wsf wsh xll'
  ).split(' '),
);

const KNOWN_EXTENSIONS = new Set([
  ...DOCUMENTS.values(),
  ...ARCHIVES.values(),
  ...'gif html htm jpeg jpg mp3 mp4 png svg wav webp xhtml xml'.split(' '),
]);

const NESTED = new Set([...ARCHIVES.values(), ...'tgz tbz txz cab arj lzh lz4 lzma'.split(' ')]);

/** Endings that go with a content type beside its own. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['text/plain', ['text', 'md', 'markdown', 'csv', 'tex', 'log', 'srt', 'fountain', 'yaml', 'yml', 'json']],
  ['application/zip', ['cbz', 'idml', 'scriv', 'key', 'numbers', 'pages']],
  ['image/jpeg', ['jpeg', 'jpe']],
  ['image/tiff', ['tiff']],
  ['audio/mp4', ['mp4', 'm4a']],
  ['audio/x-m4a', ['m4a', 'mp4']],
  ['application/gzip', ['tgz']],
]);

export const UNKNOWN = contentType('application/octet-stream', '');
export const PLAIN_TEXT = contentType('text/plain', 'txt');
export const SCRIPT = contentType('text/x-script', 'txt');

export function contentType(mimeType: string, extension: string): ContentType {
  const plain = mimeType.split(';', 1)[0] ?? mimeType;
  return { mimeType: plain, extension, type: fileTypeOf(plain), isProgram: PROGRAMS.has(plain) };
}

/** What an answer may call the bytes: what a browser would open as a page is not named. */
export function servedMimeType(mimeType: string): string {
  const isNamed = fileTypeOf(mimeType) !== 'OTHER' && /^[\w.+-]+\/[\w.+-]+$/.test(mimeType);
  return isNamed ? mimeType : UNKNOWN.mimeType;
}

export function hasProgramExtension(filename: string): boolean {
  return PROGRAM_EXTENSIONS.has(extensionOf(filename));
}

/** By its ending: an archive's own archives are not unpacked to be looked at. */
export function isNestedArchive(name: string): boolean {
  return NESTED.has(extensionOf(name));
}

/** The name with an ending that tells the truth: one that claims another content, or a program, is not the last one. */
export function withTrueExtension(filename: string, content: ContentType): string {
  const claimed = extensionOf(filename);
  if (content.extension === '' || claimed === content.extension) return filename;
  if (SYNONYMS.get(content.mimeType)?.includes(claimed)) return filename;
  const isLie = claimed === '' || KNOWN_EXTENSIONS.has(claimed) || PROGRAM_EXTENSIONS.has(claimed);
  return isLie ? `${filename}.${content.extension}` : filename;
}

export function extensionOf(filename: string): string {
  return /\.([\p{L}\p{N}-]{1,12})$/u.exec(filename)?.[1]?.toLowerCase() ?? '';
}

function fileTypeOf(mimeType: string): FileType {
  if (PAGES.has(mimeType)) return 'OTHER';
  if (DOCUMENTS.has(mimeType)) return 'DOCUMENT';
  if (ARCHIVES.has(mimeType)) return 'ARCHIVE';
  if (mimeType.startsWith('image/')) return 'IMAGE';
  if (mimeType.startsWith('audio/')) return 'AUDIO';
  return mimeType.startsWith('video/') ? 'VIDEO' : 'OTHER';
}
