const TEXT_TOP = 780;
const LEADING = 18;

/** A valid PDF 1.4 of one A4 page, with these lines in Helvetica; French letters included. */
export function pdfDocument(lines: readonly string[]): Buffer {
  const text = lines.map((line) => `(${escapeText(line)}) Tj T*`).join('\n');
  const page = `BT\n/F1 12 Tf\n${LEADING} TL\n72 ${TEXT_TOP} Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  return Buffer.from(assemble(objects), 'latin1');
}

/** Objects, cross-reference table and trailer, as ISO 32000-1, section 7.5, lays them out. */
function assemble(objects: readonly string[]): string {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}

/** The characters of Windows-1252 that French needs and Latin-1 lacks. */
const WINDOWS_1252: Record<string, string> = {
  '’': '\\222',
  œ: '\\234',
  '…': '\\205',
  '–': '\\226',
  '—': '\\227',
  '\u202f': '\\240',
};

function escapeText(line: string): string {
  return line.replace(/[\\()]/g, '\\$&').replace(/[^ -~]/g, (letter) => {
    const code = letter.charCodeAt(0);
    return WINDOWS_1252[letter] ?? (code < 256 ? `\\${code.toString(8).padStart(3, '0')}` : '?');
  });
}
