import { hash } from 'node:crypto';
import type { MaintenanceRow } from '#platform/db/database.gen.ts';
import type { Langue } from '#platform/http/actor.ts';
import type { Word } from '#platform/http/errors.ts';

/** What people are told where the operator says nothing. */
export const SOON: Word = { fr: 'Staka revient dans quelques instants.', en: 'Staka will be back shortly.' };

const WORDS = {
  title: { fr: 'Maintenance en cours', en: 'Maintenance under way' },
  comesBack: {
    fr: 'Ce que vous aviez enregistré est en sûreté. Cette page s’ouvrira toute seule dès que ce sera fini.',
    en: 'What you had saved is safe. This page opens by itself as soon as it is over.',
  },
  again: { fr: 'Réessayer', en: 'Try again' },
} satisfies Record<string, Word>;

/** The page looks again by itself, however long a program is told to wait. */
const LOOK_AGAIN_SECONDS = 30;

/** The colours of `web/ui/tokens.css`; nothing is fetched, for nothing else is answered. */
const STYLE = `
:root{color-scheme:light dark;--paper:light-dark(oklch(.985 .005 85),oklch(.185 .006 70));--ink:light-dark(oklch(.22 .01 270),oklch(.93 .008 85));--soft:light-dark(oklch(.43 .012 270),oklch(.76 .01 80));--line:light-dark(oklch(.905 .008 85),oklch(.31 .009 70));--accent:light-dark(oklch(.38 .09 250),oklch(.78 .085 245));--on-accent:light-dark(oklch(.985 .005 85),oklch(.19 .02 250));--sanguine:light-dark(oklch(.55 .19 28),oklch(.75 .135 28));--focus:light-dark(oklch(.48 .14 250),oklch(.8 .1 245))}
*{box-sizing:border-box;margin:0}
body{display:grid;min-block-size:100dvh;grid-template-rows:auto 1fr;background:var(--paper);color:var(--ink);font:1rem/1.5 ui-sans-serif,system-ui,sans-serif;-webkit-text-size-adjust:100%}
header{border-block-end:1px solid var(--line);padding:.875rem 1.25rem;font:600 1.25rem/1.75rem ui-serif,Georgia,serif}
header span{color:var(--sanguine)}
main{align-self:center;justify-self:center;inline-size:100%;max-inline-size:36rem;padding:3rem 1.25rem 6rem}
h1{font:600 1.625rem/2.125rem ui-serif,Georgia,serif;text-wrap:balance}
p{margin-block-start:1rem;overflow-wrap:anywhere;text-wrap:pretty;white-space:pre-line}
p.soft{color:var(--soft);font-size:.875rem;line-height:1.375rem}
a{display:inline-block;margin-block-start:2rem;border-radius:8px;padding:.625rem 1.125rem;background:var(--accent);color:var(--on-accent);font-weight:500;text-decoration:none}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
`;

/** Nothing is run, and nothing is fetched: stricter than that of every other page. */
export const MAINTENANCE_PAGE_CSP = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';');

/** What a browser shows meanwhile, at whatever address: it comes back to that very one. */
export function maintenancePage(
  { message, retryAfterSeconds }: Pick<MaintenanceRow, 'message' | 'retryAfterSeconds'>,
  langue: Langue,
): string {
  const seconds = Math.min(retryAfterSeconds, LOOK_AGAIN_SECONDS);
  return `<!doctype html>
<html lang="${langue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${seconds}">
<link rel="icon" href="data:,">
<title>${WORDS.title[langue]} – Staka</title>
<style>${STYLE}</style>
</head>
<body>
<header>Staka<span>.</span></header>
<main>
<h1>${WORDS.title[langue]}</h1>
<p>${escaped(message ?? SOON[langue])}</p>
<p class="soft">${WORDS.comesBack[langue]}</p>
<a href="">${WORDS.again[langue]}</a>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
