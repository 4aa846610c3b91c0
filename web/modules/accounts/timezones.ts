import type { Langue } from '../../i18n/langue.ts';
import { foldText } from '../../ui/fold-text.ts';

/** A zone as its reader knows it. */
export type Timezone = {
  /** "Europe/Paris" */
  id: string;
  /** « Paris, Europe » */
  label: string;
  /** « heure d’Europe centrale » */
  name: string;
  /** « 16:50 » */
  clock: string;
  /** « UTC+1 » */
  offset: string;
  /** Everything it is found by. */
  found: string;
};

/** What the first part of a zone's id is called. */
export type Parts = Readonly<Record<string, string>>;
type Told = { langue: Langue; parts: Parts; now: Date };

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

/** The zones this browser knows, and always the one in use, in the order of their names. */
export function listTimezones(inUse: string, told: Told): Timezone[] {
  const ids = new Set([inUse, ...Intl.supportedValuesOf('timeZone')]);
  const { compare } = new Intl.Collator(LOCALES[told.langue]);
  return [...ids].map((id) => describeTimezone(id, told)).sort((one, other) => compare(one.label, other.label));
}

export function describeTimezone(id: string, { langue, parts, now }: Told): Timezone {
  const say = (options: Intl.DateTimeFormatOptions) => {
    const told = new Intl.DateTimeFormat(LOCALES[langue], { timeZone: id, ...options }).formatToParts(now);
    return (name: Intl.DateTimeFormatPartTypes) => told.find(({ type }) => type === name)?.value ?? '';
  };
  const [region = '', ...places] = id.replaceAll('_', ' ').split('/');
  const label = [...places.reverse(), parts[region] ?? region].join(', ');
  const name = say({ timeZoneName: 'longGeneric' })('timeZoneName');
  const present = say({ hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' });
  const [clock, offset] = [`${present('hour')}:${present('minute')}`, present('timeZoneName')];
  // The short name holds the country, in the words of the reader: « heure : Japon ».
  const country = say({ timeZoneName: 'shortGeneric' })('timeZoneName');
  return { id, label, name, clock, offset, found: beginnings([id, label, name, country, offset].join(' ')) };
}

/** Every word that is searched begins one of the zone's. */
export function isFoundBy(timezone: Timezone, query: string): boolean {
  return beginnings(query)
    .split(' ')
    .every((word) => timezone.found.includes(word === '' ? word : ` ${word}`));
}

/** The words of a text, each after a space. The minus of an offset is a sign, not a hyphen. */
function beginnings(text: string): string {
  return foldText(` ${text}`)
    .replaceAll(/(?<=utc|gmt)[-−]/g, '−')
    .replaceAll(/[\s,:;/_’'()-]+/g, ' ');
}
