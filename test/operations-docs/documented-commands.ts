import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = 'docs/operations';
/** What is typed into a terminal; a fence without a language may also hold what a terminal shows. */
const SHELLS = new Set(['', 'sh', 'bash', 'console', 'shell']);
const SHOWN = /^(?:[✓✗[({…→\d]|\p{Lu}[\p{Ll}-]+\s?:|\p{Lu}\p{Ll}+ )/u;

export interface Guide {
  /** `backup.md` */
  readonly name: string;
  /** What follows `bin/staka`, word by word, in the order it is written; in a sentence it may be no more than named. */
  readonly staka: readonly (readonly string[])[];
  /** Every other command of a terminal, as it is written. */
  readonly shell: readonly string[];
}

/** Every guide of docs/operations with the commands in it, those within its sentences too. */
export function readGuides(): Guide[] {
  return globSync('*.md', { cwd: join(ROOT, FOLDER) })
    .sort()
    .map((name) => {
      const commands = commandsIn(readFileSync(join(ROOT, FOLDER, name), 'utf8'));
      const isOurs = (command: string) => /^(?:bin\/)?staka(?: |$)/.test(command);
      const staka = commands.filter(isOurs).map((command) => wordsOf(command).slice(1));
      return { name, staka, shell: commands.filter((command) => !isOurs(command)) };
    });
}

function commandsIn(text: string): string[] {
  const found: string[] = [];
  const fence = /^( *)```(\w*)\n([\s\S]*?)^ *```$/gm;
  for (const [, , language = '', block = ''] of text.matchAll(fence))
    if (SHELLS.has(language)) found.push(...linesOf(block));
  const sentences = text.replace(fence, '');
  for (const [, code = ''] of sentences.matchAll(/`(bin\/staka [^`]+)`/g)) found.push(...partsOf(code));
  return found;
}

/** A line that ends with a backslash goes on; assignments and comments are no commands. */
function linesOf(block: string): string[] {
  const lines = block.replaceAll(/\\\n\s*/g, ' ').split('\n');
  const typed = lines.map((line) => line.replace(/^\s*(?:\$ )?/, '').replace(/(?:^|\s+)#.*$/, ''));
  if (SHOWN.test(typed[0] ?? '')) return [];
  return typed.filter((line) => line !== '' && !/^[A-Z_]+=/.test(line)).flatMap(partsOf);
}

/** `cd x && sudo -u staka bin/staka y` holds two. */
function partsOf(line: string): string[] {
  return line.split(/\s+(?:&&|\|\||;)\s+/).map((part) => part.trim().replace(/^sudo (?:-u \w+ )?/, ''));
}

/** As a shell splits it: quotes hold words together. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const end = words.findIndex((word) => /^(?:[|>]|>>|2>)/.test(word));
  return (end === -1 ? words : words.slice(0, end)).map((word) => word.replaceAll(/["']/g, ''));
}
