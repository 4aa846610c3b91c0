import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import frenchWords from '@zxcvbn-ts/language-fr/dist/commonWords.json.mjs';

/** From 0, guessed at once, to 4, out of reach. */
export type Strength = 0 | 1 | 2 | 3 | 4;

const scale = new ZxcvbnFactory({
  graphs: adjacencyGraphs,
  dictionary: { ...dictionary, 'commonWords-fr': frenchWords },
});

/** How well a password resists somebody who knows `own`: the name and the address. Three hundred kilobytes: imported late. */
export function weighPassword(password: string, own: readonly string[]): Strength {
  return scale.check(password, [...own]).score;
}
