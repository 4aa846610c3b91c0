import { createInterface } from 'node:readline/promises';
import type { Bilingual } from '#platform/terminal.ts';
import type { CommandCall } from './command.ts';

/** A name that must be typed before something is lost; `--confirm` types it. */
export const CONFIRM_OPTION = {
  confirm: {
    type: 'string',
    placeholder: 'NOM',
    summary: { fr: 'Le nom demandé, au lieu de le taper.', en: 'The name asked for, instead of typing it.' },
  },
} as const;

/** Whether the person typed the name, or gave it with `--confirm`. Asked of a terminal alone: a pipe reads no question. */
export async function isNameTyped(
  { values, language }: Pick<CommandCall, 'values' | 'language'>,
  name: string,
  question: Bilingual,
): Promise<boolean> {
  if (typeof values.confirm === 'string') return values.confirm === name;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question[language])).trim() === name;
  } finally {
    terminal.close();
  }
}
