import { fileErrors } from './errors.ts';
import type { Archive, ArchiveEntry } from './open-archive.ts';

const KIB = 1024;
/** A prolog is some hundred bytes, a sheet of relationships some hundred lines. */
const PROLOG_BYTES = 16 * KIB;
const RELATIONSHIPS_BYTES = 4 * KIB * KIB;
const PARTS_MAX = 300;

const MACROS = /(^|\/)vbaProject\.bin$|^(Basic|Scripts)\/(?!(.*\/)?script-l[bc]\.xml$).*[^/]$/i;
const XML = /\.(xml|rels|xhtml|html?|opf|ncx|rdf)$/i;
const RELATIONSHIP = /<(?:[\w.-]+:)?Relationship\s/;
/** What a word processor fetches by itself when it opens the document. Hyperlinks and pictures are not among it. */
const FETCHED = /\/(attachedTemplate|oleObject|frame|subDocument|aFChunk)$/;
/** Another machine: an address, or a Windows share. The template of one’s own disk (`file:///C:\…`) is an everyday thing. */
const REMOTE = /^(https?|ftps?|mhtml|ms-[\w-]+|javascript|data):|^(file:)?[/\\]{2}[^/\\]|^file:[/\\]{4,}[^/\\]/i;

const EXTERNAL = /^\s+(%\s+)?[^\s>]+\s+(SYSTEM|PUBLIC)\s/;
const OF_OTHERS = /["'][^"']*[&%](?!#|(?:lt|gt|amp|quot|apos);)[\w.-]+;/;

const REMOTE_PART = { fr: 'un modèle ou un objet distant', en: 'a remote template or object' };
const ENTITIES = { fr: 'des entités XML', en: 'XML entities' };

/**
 * A document that is a zip of XML parts (OOXML, OpenDocument, EPUB) and does nothing but be read.
 * @throws FILE_MACROS_REFUSED, FILE_ACTIVE_CONTENT_REFUSED, FILE_DAMAGED, FILE_ARCHIVE_EXCESSIVE
 */
export async function requireHarmlessDocument({ entries }: Archive): Promise<void> {
  if (entries.some(({ name }) => MACROS.test(name))) throw fileErrors.FILE_MACROS_REFUSED();
  const isOoxml = entries.some(({ name }) => name === '[Content_Types].xml');
  const parts = entries.filter(({ name, isReadable }) => isReadable && XML.test(name));
  const sheets = parts.filter(({ name }) => name.endsWith('.rels'));
  for (const sheet of sheets.slice(0, PARTS_MAX)) await requireLocal(sheet);
  for (const part of parts.slice(0, PARTS_MAX)) requirePlainProlog(textOf(await part.read(PROLOG_BYTES)), isOoxml);
}

async function requireLocal(sheet: ArchiveEntry): Promise<void> {
  if (sheet.unpacked > RELATIONSHIPS_BYTES) throw fileErrors.FILE_ARCHIVE_EXCESSIVE();
  // Cut at their beginnings rather than matched to their ends: what never ends would be read again and again.
  const relationships = textOf(await sheet.read(RELATIONSHIPS_BYTES))
    .split(RELATIONSHIP)
    .slice(1);
  for (const relationship of relationships) {
    const type = attribute(relationship, 'Type');
    if (type.endsWith('/vbaProject')) throw fileErrors.FILE_MACROS_REFUSED();
    const isExternal = attribute(relationship, 'TargetMode') === 'External';
    if (isExternal && FETCHED.test(type) && REMOTE.test(attribute(relationship, 'Target').trim()))
      throw fileErrors.FILE_ACTIVE_CONTENT_REFUSED({ what: REMOTE_PART });
  }
}

/**
 * OOXML knows no document types (ECMA-376, part 2, section 8.1.4). In the others they are common, and so are entities
 * that stand for a character; those that stand for a file or for each other are an attack.
 */
function requirePlainProlog(text: string, isOoxml: boolean): void {
  const prolog = withoutComments(text).split(/<[\w:]/, 1)[0] ?? '';
  const entities = prolog.split('<!ENTITY').slice(1);
  const isAttack = entities.some((entity) => EXTERNAL.test(entity) || OF_OTHERS.test(entity));
  if (isAttack || (isOoxml && prolog.includes('<!DOCTYPE')))
    throw fileErrors.FILE_ACTIVE_CONTENT_REFUSED({ what: ENTITIES });
}

function withoutComments(text: string): string {
  const [before = '', ...comments] = text.split('<!--');
  return before + comments.map((comment) => comment.split('-->').slice(1).join('')).join('');
}

function attribute(relationship: string, name: string): string {
  const [, quoted = '', apostrophed = ''] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(` ${relationship}`) ?? [];
  return (quoted || apostrophed).replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_all, hexadecimal, decimal) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** XML is UTF-8 unless it begins with the mark of UTF-16, or with a zero that only UTF-16 has there. */
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe || bytes[0] === 0) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff || bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes);
  return bytes.toString('utf8');
}
