import { listOf, type Variable } from './variable.ts';

/** How many backups are kept: the last of each of so many hours, days and weeks (UTC). */
export interface BackupRetention {
  readonly hourly: number;
  readonly daily: number;
  readonly weekly: number;
}

type Described = Pick<Variable<unknown>, 'description'> & { readonly secret?: boolean };

/** Keys of the age format, separated by commas: secret ones (bech32 of 32 bytes) or public ones. */
export function ageKeys(described: Described): Variable<readonly string[]> {
  return {
    fallback: undefined,
    ...described,
    parse: (text) => {
      const keys = listOf(text);
      return keys.length > 0 && keys.every((key) => AGE_KEY.test(key)) ? keys : undefined;
    },
    expected: {
      fr: 'une ou plusieurs clés `AGE-SECRET-KEY-1…` ou `age1…`, séparées par des virgules',
      en: 'one or more keys `AGE-SECRET-KEY-1…` or `age1…`, separated by commas',
    },
  };
}

const AGE_KEY = /^(?:AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}|age1[02-9ac-hj-np-z]{58})$/;

/** `hourly=24,daily=7,weekly=8`, each of them once or not at all. */
export function retention(described: Described): Variable<BackupRetention> {
  return {
    fallback: undefined,
    ...described,
    parse: (text) => {
      const rules = listOf(text).map((rule) => RULE.exec(rule));
      const counts = new Map(rules.map((rule) => [rule?.[1], Number(rule?.[2])]));
      if (rules.length === 0 || counts.size !== rules.length || counts.has(undefined)) return undefined;
      return {
        hourly: counts.get('hourly') ?? 0,
        daily: counts.get('daily') ?? 0,
        weekly: counts.get('weekly') ?? 0,
      };
    },
    expected: {
      fr: '`hourly=N`, `daily=N`, `weekly=N`, ou plusieurs séparés par des virgules',
      en: '`hourly=N`, `daily=N`, `weekly=N`, or several of them separated by commas',
    },
  };
}

const RULE = /^(hourly|daily|weekly)=([1-9]\d{0,3})$/;
