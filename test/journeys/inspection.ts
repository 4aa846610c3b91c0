import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
export const LOOKS = [
  { name: '1440-light', viewport: DESK, colorScheme: 'light' },
  { name: '390-light', viewport: PHONE, colorScheme: 'light' },
  { name: '390-dark', viewport: PHONE, colorScheme: 'dark' },
  { name: '1440-dark', viewport: DESK, colorScheme: 'dark' },
] as const;
export type Look = (typeof LOOKS)[number];

/** Looks at pages as an auditor does: everything that is wrong with a page, in words, and nothing when all is well. */
export interface Inspector {
  inspect(path: string, options?: InspectOptions): Promise<Inspection>;
  /** What is wrong with the page that a link leads to. */
  follow(path: string, options?: Pick<InspectOptions, 'refused'>): Promise<string[]>;
}

interface InspectOptions {
  /** Requests that this page is meant to see refused, by a part of their address. */
  readonly refused?: readonly string[];
  /** How it is looked at: wide and narrow, light and dark. */
  readonly looks?: readonly Look[];
  /** Where pictures go, and under which name; none are taken without it. */
  readonly picture?: { readonly folder: string; readonly name: string } | undefined;
}

export interface Inspection {
  readonly findings: readonly string[];
  /** Where the links of the page lead, on this site. */
  readonly links: readonly string[];
}

export async function createInspector(page: Page): Promise<Inspector> {
  const complaints = listen(page);
  // Not as elements of the page: its security policy refuses scripts that are not ours, and is to stay in force.
  await page.addInitScript({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
  await page.addInitScript({ path: join(import.meta.dirname, 'page-script.js') });
  return {
    async inspect(path, { refused = [], looks = LOOKS, picture } = {}) {
      const findings: string[] = [];
      const links = new Set<string>();
      complaints.length = 0;
      await page.goto(path);
      for (const look of looks) {
        await show(page, look);
        for (const link of await ask<string[]>(page, 'links()')) links.add(link);
        const coloursOnly = look.colorScheme === 'dark';
        const found = await ask<string[]>(page, `audit({ coloursOnly: ${coloursOnly} })`);
        found.push(...(await ask<string[]>(page, 'shape()')));
        findings.push(...found.map((finding) => `${look.name}: ${finding}`));
        if (picture) await photograph(page, picture.folder, `${picture.name}-${look.name}`);
      }
      return { findings: [...findings, ...withoutRefused(complaints, refused)], links: [...links] };
    },
    async follow(path, { refused = [] } = {}) {
      complaints.length = 0;
      await page.goto(path);
      await ask(page, 'settle()');
      const missing = await page.getByRole('heading', { name: 'Cette page n’existe pas' }).isVisible();
      return [...withoutRefused(complaints, refused), ...(missing ? ['the page does not exist'] : [])];
    },
  };
}

/** Errors in the console, among them refusals of the content security policy, and requests that fail. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isAboutAnswer = message.text().startsWith('Failed to load resource'); // heard below, with its address
    if (message.type() === 'error' && !isAboutAnswer) complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${why}`); // aborted: one left the page
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}

function withoutRefused(complaints: readonly string[], refused: readonly string[]): string[] {
  return complaints.filter((complaint) => !refused.some((part) => complaint.includes(part)));
}

async function show(page: Page, { viewport, colorScheme }: Look): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await ask(page, 'settle()');
}

/** What `page-script.js` answers. */
function ask<Answer>(page: Page, question: string): Promise<Answer> {
  return page.evaluate<Answer>(`inspection.${question}`);
}

async function photograph(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
