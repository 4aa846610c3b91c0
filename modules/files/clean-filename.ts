import { extensionOf } from './file-types.ts';

const LENGTH_MAX = 255;
const NAMELESS = 'fichier';

/** Names that Windows keeps for devices, with or without an ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * What has no shape of its own: controls, line separators, and the marks that make a name read backwards or hide a part
 * of it; and the mark U+FFFD of what could not be kept.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\uFFFD]/gu;

/** The mark U+FEFF counts as a space in regular expressions, and is one of the invisible. */
const SPACES = /[^\S\uFEFF]+/gu;

/**
 * A name that is safe on every system and still the one its author gave: without folders, invisible characters, device
 * names, and the dots and spaces at its ends; at most 255 characters, its ending kept.
 */
export function cleanFilename(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = base.replace(SPACES, ' ').replace(INVISIBLE, '');
  const trimmed = visible.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  const named = trimmed === '' ? NAMELESS : trimmed;
  return shorten(RESERVED.test(named) ? `_${named}` : named);
}

/** Cuts the name before its ending, and never through a character. */
export function shorten(filename: string): string {
  if (filename.length <= LENGTH_MAX) return filename;
  const extension = extensionOf(filename);
  const ending = extension === '' ? '' : filename.slice(-extension.length - 1);
  const stem = filename.slice(0, LENGTH_MAX - ending.length);
  return stem.replace(/[\uD800-\uDBFF]$/, '').trimEnd() + ending;
}
