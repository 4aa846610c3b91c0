import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './operations.ts';

/** What stands for the identifier of a real thing until the request is sent: no character of it is encoded in an address. */
export const KNOWN = [
  'commande',
  'message',
  'file',
  'correction',
  'upload',
  'notification',
  'session',
  'apiToken',
  'user',
  'correcteur',
] as const;

export function placeholder(name: string): string {
  return `~${name}~`;
}

const knownId = fc.constantFrom(...KNOWN).map(placeholder);

/** Strings that have broken programs before. */
export const nastyString: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '\u202e\ufeff',
    '𝔘\u{1F600}é\u0301',
    "' OR 1=1 --",
    '%',
    '_%\\',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    'null',
    'NaN',
    '-1',
    '1e309',
    '99999999999999999999',
    '0x10',
    '{{7*7}}',
    '\r\nX: y',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 90, max: 70_000 }).map((length) => 'é'.repeat(length)),
  knownId,
);

const nastyNumber = fc.constantFrom(0, -0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, 5e-324);

/** Anything that JSON can say. */
export const nastyValue: Arbitrary<unknown> = fc.oneof(
  nastyString,
  nastyNumber,
  fc.constantFrom(null, true, false, [], {}, [null], [[[[]]]], { a: { b: {} } }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Dates at the edges of what the format allows, and of what databases know. */
const EDGE_DATES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59-00:00',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
  '2016-12-31T23:59:60Z',
  '2027-03-28 02:30:00+01:00',
  '2027-01-01t00:00:00.123456789z',
];

/** The values of a field that chance finds too seldom: they are tried at every run. */
export function edgeValues({ format, type }: Schema): readonly unknown[] {
  if (format === 'date-time') return EDGE_DATES;
  if ([type].flat().includes('string')) return ['', ' \n\t\u00a0', '\u0000', '\ud800', 'é'.repeat(70_000)];
  return type === 'array' ? [[], ['x', 'x'], ['\u0000']] : [null, {}, 1e308];
}

const date = fc.oneof(
  fc
    .date({ min: new Date('2026-11-21'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString()),
  fc.constantFrom(...EDGE_DATES),
);

/** What a schema allows. */
export function validValue(schema: Schema, name = ''): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => validValue(one, name)));
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => validOf(type, schema, name)));
}

function validOf(type: string, schema: Schema, name: string): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case 'array':
      return validArray(schema, name);
    case 'object':
      return validObject(schema);
    default:
      return validString(schema, name);
  }
}

function validArray(schema: Schema, name: string): Arbitrary<unknown[]> {
  const item = validValue(schema.items ?? { type: 'string' }, name);
  const size = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) };
  return schema.uniqueItems ? fc.uniqueArray(item, size) : fc.array(item, size);
}

function validObject({ properties = {}, required = [], patternProperties }: Schema): Arbitrary<unknown> {
  if (patternProperties) return fc.constantFrom({}, { 'message.sent': { app: false } });
  const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, validValue(one, name)]));
  return fc.record(fields, { requiredKeys: [...required] });
}

function validString({ format, pattern, minLength = 0, maxLength = 200 }: Schema, name: string): Arbitrary<string> {
  const size = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) };
  if (format === 'date-time') return date;
  if (format === 'uuid') return fc.uuid();
  if (/email/i.test(name)) return fc.emailAddress();
  if (/password/i.test(name)) return fc.string({ minLength: 8, maxLength: 80 });
  if (/^(id|upTo)$|Ids?$/.test(name))
    return fc.oneof(knownId, fc.uuid(), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 191 }));
  // A closed list of words; the other patterns only forbid NUL, which these strings lack.
  if (pattern?.startsWith('^(?:')) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(fc.string({ unit: 'grapheme', ...size }), fc.string({ unit: 'grapheme-composite', ...size }));
}
