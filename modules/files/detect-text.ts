import { type ContentType, contentType, PLAIN_TEXT, SCRIPT } from './file-types.ts';

/** What no text holds: the controls, but tabulation and the ends of lines and pages. */
const CONTROL = /[^\P{Cc}\s]/u;

/** How a page begins (WHATWG MIME Sniffing, section 7.1); prose about `<b>` does not. */
const HTML =
  /^<(!doctype\s+html|html|head|title|body|script|iframe|style|table|object|embed|base|meta|link|img|form|frameset)[\s/>]/i;
const SVG = /<svg[\s/>]/i;
const XHTML = /<html[\s/>]/i;
const XML = /^<(\?xml|!doctype|!entity|[\w.:-]+\s+xmlns)/i;
const SHEBANG = /^#!|^<\?(php|=)|^<%/i;

/**
 * What a text is, from its first bytes; null when they are no text.
 * UTF-8 and UTF-16 (with its mark) are recognised; what has no control characters in Windows-1252 is text as well, as
 * older word processors write it.
 */
export function detectText(sample: Uint8Array): ContentType | null {
  const decoded = decode(sample);
  if (decoded === null) return null;
  const text = withoutComments(decoded);
  if (SHEBANG.test(text)) return SCRIPT;
  if (HTML.test(text)) return contentType('text/html', 'html');
  if (XML.test(text) || /^<svg[\s/>]/i.test(text)) return detectXml(text);
  return PLAIN_TEXT;
}

/** The text without the space and comments it begins with. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->');
    rest = end < 0 ? '' : rest.slice(end + 3).trimStart();
  }
  return rest;
}

function detectXml(text: string): ContentType {
  if (SVG.test(text)) return contentType('image/svg+xml', 'svg');
  return XHTML.test(text) ? contentType('application/xhtml+xml', 'xhtml') : contentType('application/xml', 'xml');
}

function decode(sample: Uint8Array): string | null {
  const text = decodeUtf16(sample) ?? decodeAs('utf-8', sample) ?? decodeAs('windows-1252', sample);
  return text === null || CONTROL.test(text) ? null : text;
}

function decodeUtf16(sample: Uint8Array): string | null {
  const mark = ((sample[0] ?? 0) << 8) | (sample[1] ?? 0);
  if (mark === 0xfffe) return decodeAs('utf-16le', sample.subarray(2));
  return mark === 0xfeff ? decodeAs('utf-16be', sample.subarray(2)) : null;
}

/** `stream` because the sample may end in the middle of a character. */
function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
