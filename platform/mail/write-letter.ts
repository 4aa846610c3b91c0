import type { Langue } from '#platform/http/actor.ts';
import { singleLine } from './mailer.ts';

/** What a letter says, before it becomes plain text and HTML. */
export interface LetterWords {
  readonly langue: Langue;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** The one thing to do, as a button and as an address that can be copied. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Below the action: how long it is good for, what to do if one did not ask. */
  readonly notes?: readonly string[];
}

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The one form of every letter: plain text, and HTML that reads well in any mail program, on paper and aloud. */
export function writeLetter(words: LetterWords): WrittenLetter {
  return { subject: singleLine(words.subject), text: plainText(words), html: htmlPage(words) };
}

const CLOSING: Record<Langue, string> = {
  fr: 'L’équipe Staka',
  en: 'The Staka team',
};
const COPY: Record<Langue, string> = {
  fr: 'Si le bouton ne répond pas, copiez cette adresse dans votre navigateur\u202f:',
  en: 'If the button does not work, copy this address into your browser:',
};

function plainText({ langue, greeting, paragraphs, action, notes = [] }: LetterWords): string {
  const link = action ? [`${action.label}${langue === 'fr' ? '\u202f:' : ':'}\n${action.url}`] : [];
  return `${[greeting, ...paragraphs, ...link, ...notes, `-- \n${CLOSING[langue]}`].join('\n\n')}\n`;
}

function htmlPage({ langue, subject, greeting, paragraphs, action, notes = [] }: LetterWords): string {
  const body = [
    paragraph(greeting),
    ...paragraphs.map((text) => paragraph(text)),
    ...(action ? [button(action), paragraph(COPY[langue], SMALL), linkItself(action.url)] : []),
    ...notes.map((text) => paragraph(text, SMALL)),
    paragraph(CLOSING[langue], SMALL),
  ];
  return `<!doctype html>
<html lang="${langue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(singleLine(subject))}</title>
</head>
<body style="margin:0;padding:24px 16px;font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.55">
<main style="max-width:36em;margin:0 auto">
${body.join('\n')}
</main>
</body>
</html>
`;
}

const SMALL = 'font-size:14px';

function paragraph(text: string, style = ''): string {
  return `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
}

function button({ label, url }: { label: string; url: string }): string {
  const style =
    'display:inline-block;padding:12px 20px;border-radius:8px;background:#1d3f6e;color:#ffffff;text-decoration:none;font-family:Arial,sans-serif';
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${style}">${escapeHtml(label)}</a></p>`;
}

function linkItself(url: string): string {
  const address = escapeHtml(url);
  return `<p style="margin:0 0 16px;${SMALL};word-break:break-all"><a href="${address}">${address}</a></p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
