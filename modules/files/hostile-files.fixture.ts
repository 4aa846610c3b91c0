import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { zipOf } from './factory.ts';

const MIB = 1024 * 1024;
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** An entry of an archive that may say anything of itself. */
export interface CraftedEntry {
  readonly name: string;
  readonly content?: Buffer | string;
  /** Packs the content. */
  readonly deflate?: boolean;
  /** What the directory and the entry itself say of the size, when it is not the truth. */
  readonly unpacked?: number;
  /** Takes the bytes of the entry of this number instead of its own. */
  readonly sameBytesAs?: number;
  /** The mode of a file on Unix. */
  readonly mode?: number;
}

/** A zip archive as an attacker writes it. */
export function craftedZip(entries: readonly CraftedEntry[]): Buffer {
  const locals: Buffer[] = [];
  const offsets: number[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    const data = entry.deflate ? deflateRawSync(content) : content;
    const name = Buffer.from(entry.name);
    const head = headOf({ ...entry, packed: data.length, checksum: crc32(content), name, content });
    const shared = entry.sameBytesAs === undefined ? undefined : offsets[entry.sameBytesAs];
    offsets.push(shared ?? offset);
    directory.push(centralOf(head, name, { offset: shared ?? offset, mode: entry.mode ?? 0o100644 }));
    if (shared !== undefined) continue;
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, name, data]);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...locals, central, endOf({ count: entries.length, size: central.length, offset })]);
}

function headOf(entry: {
  deflate?: boolean;
  unpacked?: number;
  packed: number;
  checksum: number;
  name: Buffer;
  content: Buffer;
}) {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x800, 2);
  head.writeUInt16LE(entry.deflate ? 8 : 0, 4);
  head.writeUInt32LE(entry.checksum, 10);
  head.writeUInt32LE(entry.packed, 14);
  head.writeUInt32LE(entry.unpacked ?? entry.content.length, 18);
  head.writeUInt16LE(entry.name.length, 22);
  return head;
}

function centralOf(head: Buffer, name: Buffer, { offset, mode }: { offset: number; mode: number }): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(mode * 0x10000, 6);
  tail.writeUInt32LE(offset, 10);
  // Made on Unix, whose modes go with it.
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), head, tail, name]);
}

function endOf({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** An archive whose directory says that it has 2^60 entries. */
export function zip64OfAbsurdCount(): Buffer {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(2n ** 50n, 24);
  record.writeBigUInt64LE(2n ** 50n, 32);
  record.writeBigUInt64LE(46n, 40);
  const entry = craftedZip([{ name: 'roman.txt', content: 'Longtemps' }]);
  const at = entry.length - 22;
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(at), 8);
  locator.writeUInt32LE(1, 16);
  const end = endOf({ count: 0xffff, size: 0xffffffff, offset: 0xffffffff });
  return Buffer.concat([entry.subarray(0, at), record, locator, end]);
}

/** The parts of a document of Word, with others beside or instead of them. */
export function docxWith(parts: readonly CraftedEntry[]): Buffer {
  const names = new Set(parts.map(({ name }) => name));
  const ordinary: CraftedEntry[] = [
    {
      name: '[Content_Types].xml',
      content:
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    { name: '_rels/.rels', content: relationships(['officeDocument', 'word/document.xml', false]) },
    { name: 'word/document.xml', content: '<?xml version="1.0"?><w:document xmlns:w="x"><w:body/></w:document>' },
  ];
  return craftedZip([...ordinary.filter(({ name }) => !names.has(name)), ...parts]);
}

export function relationships(...targets: readonly (readonly [type: string, target: string, isExternal: boolean])[]) {
  const elements = targets.map(
    ([type, target, isExternal], index) =>
      `<Relationship Id="rId${index}" Type="${OFFICE}/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/>`,
  );
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${elements.join('')}</Relationships>`;
}

/** The part by which a .docx names its template. */
export function templateAt(target: string): CraftedEntry {
  return { name: 'word/_rels/settings.xml.rels', content: relationships(['attachedTemplate', target, true]) };
}

export function epubWith(chapter: string): Buffer {
  return craftedZip([
    { name: 'mimetype', content: 'application/epub+zip' },
    { name: 'META-INF/container.xml', content: '<?xml version="1.0"?><container/>' },
    { name: 'OEBPS/chapitre-1.xhtml', content: chapter, deflate: true },
  ]);
}

export function odtWith(parts: readonly CraftedEntry[] = []): Buffer {
  return craftedZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
    { name: 'content.xml', content: '<?xml version="1.0"?><office:document-content/>', deflate: true },
    ...parts,
  ]);
}

/** So many MiB of nothing. */
export function nothing(mebibytes: number): Buffer {
  return Buffer.alloc(mebibytes * MIB);
}

export function pdfOf(...objects: readonly (string | Buffer)[]): Buffer {
  const parts = objects.map((object) => Buffer.from(object as string, 'latin1'));
  return Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), ...parts, Buffer.from('\n%%EOF\n')]);
}

export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000080600000000000000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return Buffer.concat([header, Buffer.from('0000000049454e44ae426082', 'hex')]);
}

export function gzipBomb(): Buffer {
  return gzipSync(nothing(32));
}

/** What the tests that are not about archives put into one. */
export function plainZip(): Buffer {
  return zipOf({ 'chapitre-1.txt': 'Longtemps, je me suis couché de bonne heure.' });
}
