import type { Provider } from '#prisma/generate/providers.ts';
import { type Answers, invalid } from './answers.ts';
import { idFromKey } from './convert/ids.ts';
import type { TargetTableName } from './target.ts';

/** What converting a row depends on besides the row; the same for the look beforehand and for the copy. */
export interface Ground {
  readonly provider: Provider;
  readonly answers: Answers;
  /** The moment of the adoption, RFC 3339. */
  readonly at: string;
  /** The rows of each table that are taken along, by their keys as they were; nothing of one not looked at yet. */
  readonly taken: Map<TargetTableName, Set<string>>;
  /** The tables whose ids were numbers. */
  readonly numbered: ReadonlySet<TargetTableName>;
  /** Addresses that somebody else keeps, and what takes their place, by the key of the person. */
  readonly otherAddresses: Map<string, string>;
}

/** The person who stands in for whoever wrote without an account. */
export const VISITOR_ID = idFromKey('users', 'visiteur');

/** Of a domain to which no letter goes (RFC 2606, section 2). */
export function standInAddress(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')}@adoption.invalid`;
}

/** Keys as the database compares them: on MySQL whatever their case. */
export function foldKey(provider: Provider, key: string): string {
  return provider === 'mysql' ? key.toLowerCase() : key;
}

/**
 * What the operator says a value means.
 * @throws ADOPTION_ANSWER_INVALID
 */
export function answerFor(
  { answers }: Ground,
  column: string,
  value: string,
  choices: readonly string[],
): string | undefined {
  const answer = answers.enumerations[column]?.[value];
  if (answer === undefined || answer === null) return undefined;
  if (choices.includes(answer)) return answer;
  const one = choices.join(', ');
  throw invalid(`enumerations.${column}.${value}`, answer, { fr: `une valeur parmi ${one}`, en: `one of ${one}` });
}
