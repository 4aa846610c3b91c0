import { createHash, randomBytes } from 'node:crypto';
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

/** A real .docx, as a word processor writes it. */
export function docx(title: string, paragraphs: readonly string[]): Promise<Buffer> {
  const heading = new Paragraph({ text: title, heading: HeadingLevel.TITLE });
  const body = paragraphs.map((text) => new Paragraph({ children: [new TextRun(text)] }));
  return Packer.toBuffer(new Document({ title, creator: 'Staka', sections: [{ children: [heading, ...body] }] }));
}

/** A real PDF of one page, with an attachment of random bytes inside so that it weighs what is asked, in bytes. */
export function pdf(size: number): Buffer {
  const filler = randomBytes(size);
  const objects = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Kids[3 0 R]/Count 1>>'),
    Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'),
    Buffer.concat([Buffer.from(`<</Length ${filler.length}>>\nstream\n`), filler, Buffer.from('\nendstream')]),
  ];
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let offset = parts[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(offset);
    offset += whole.length;
    parts.push(whole);
  });
  const rows = offsets.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${offset}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
