import { isAbsolute, join } from 'node:path';
import type { Bilingual } from '#platform/terminal.ts';

/** One variable of the environment: how its text is read, what it should be, and what the documentation says of it. */
export interface Variable<Value> {
  /** Undefined when the text is not what it should be. */
  readonly parse: (text: string) => Value | undefined;
  readonly expected: Bilingual;
  /** The text read when the variable is not set; undefined where there is none, or where it is computed. */
  readonly fallback: string | undefined;
  /** How the documentation words a default that is computed. */
  readonly computed?: Bilingual;
  /** Never printed: it is, or may hold, a password. */
  readonly secret?: boolean;
  readonly description: Bilingual;
}

interface Described {
  readonly fallback?: string;
  readonly computed?: Bilingual;
  readonly secret?: boolean;
  readonly description: Bilingual;
}

export function choice<const Choice extends string>(
  choices: readonly Choice[],
  described: Described,
): Variable<Choice> {
  const words = choices.map((word) => `\`${word}\``).join(', ');
  return {
    fallback: undefined,
    ...described,
    parse: (text) => choices.find((word) => word === text),
    expected: { fr: `une de ces valeurs : ${words}`, en: `one of ${words}` },
  };
}

export function integer(range: { min: number; max: number }, described: Described): Variable<number> {
  return {
    fallback: undefined,
    ...described,
    parse: (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      return value >= range.min && value <= range.max ? value : undefined;
    },
    expected: {
      fr: `un nombre entier de ${range.min} à ${range.max}`,
      en: `a whole number from ${range.min} to ${range.max}`,
    },
  };
}

export function address(schemes: readonly string[], described: Described): Variable<string> {
  return {
    fallback: undefined,
    ...described,
    parse: (text) => (isAddress(text, schemes) ? text : undefined),
    expected: expectedAddress(schemes),
  };
}

export function text(pattern: RegExp, expected: Bilingual, described: Described): Variable<string> {
  return {
    fallback: undefined,
    ...described,
    parse: (value) => (pattern.test(value) ? value : undefined),
    expected,
  };
}

/** A folder, made absolute against the root of the project. */
export function folder(root: string, described: Described): Variable<string> {
  return {
    fallback: undefined,
    ...described,
    parse: (path) => (path.includes('\0') ? undefined : isAbsolute(path) ? path : join(root, path)),
    expected: { fr: 'le chemin d’un dossier', en: 'the path of a folder' },
  };
}

/** Which proxies are believed about the address of the reader: none, so many in a row, or these addresses. */
export function proxies(described: Described): Variable<false | number | readonly string[]> {
  return {
    fallback: undefined,
    ...described,
    parse: (value) => {
      if (value === 'false') return false;
      if (/^[1-9]$/.test(value)) return Number(value);
      const all = listOf(value);
      return all.length > 0 && all.every((item) => PROXY.test(item)) ? all : undefined;
    },
    expected: {
      fr: '`false`, un nombre de proxys de 1 à 9, ou une liste d’adresses séparées par des virgules (`loopback`, `10.0.0.0/8`, …)',
      en: '`false`, a number of proxies from 1 to 9, or a comma-separated list of addresses (`loopback`, `10.0.0.0/8`, …)',
    },
  };
}

const PROXY = /^(loopback|linklocal|uniquelocal|(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?|[0-9a-f:]*:[0-9a-f:]*(\/\d{1,3})?)$/i;

/** What is separated by commas or spaces. */
export function listOf(value: string): string[] {
  return value.split(/[,\s]+/).filter((item) => item !== '');
}

function isAddress(value: string, schemes: readonly string[]): boolean {
  if (schemes.includes('file') && value.startsWith('file:')) return value.length > 'file:'.length;
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return schemes.includes(protocol.slice(0, -1)) && hostname !== '';
}

function expectedAddress(schemes: readonly string[]): Bilingual {
  const starts = schemes.map((scheme) => (scheme === 'file' ? '`file:…`' : `\`${scheme}://…\``));
  return { fr: `une adresse ${starts.join(' ou ')}`, en: `an address ${starts.join(' or ')}` };
}
