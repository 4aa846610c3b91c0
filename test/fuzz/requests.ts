import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Parameter, Schema } from './operations.ts';
import { edgeValues, nastyString, nastyValue, placeholder, validValue } from './values.ts';

export const ACTORS = ['nobody', 'author', 'correcteur', 'administrator'] as const;
export type ActorName = (typeof ACTORS)[number];

/** A request as it goes over the wire; identifiers of real things still stand as their placeholders. */
export interface FuzzRequest {
  readonly actor: ActorName;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | null;
}

/** Requests to an operation: half of them as the document wants them, the others wrong in one way or several. */
export function requestsTo(operation: Operation): Arbitrary<FuzzRequest> {
  return fc
    .record({
      actor: fc.constantFrom(...ACTORS),
      path: pathOf(operation),
      query: queryOf(operation),
      headers: headersOf(operation),
      body: bodyOf(operation),
    })
    .map(({ actor, path, query, headers, body }) => ({
      actor,
      url: query === '' ? path : `${path}?${query}`,
      headers: { ...body.headers, ...headers },
      payload: body.payload,
    }));
}

/** For every field of the body, the smallest body with each of its edges: by whoever may do most and by an author. */
export function edgeRequestsTo(operation: Operation): FuzzRequest[] {
  const { body, path } = operation;
  if (!body?.properties) return [];
  const required = { ...body, properties: pick(body.properties, body.required ?? []) };
  const [smallest] = fc.sample(validValue(required), { seed: 1, numRuns: 1 });
  const url = path.replace(/\{\w+\}/g, placeholder(whatIsAbout(path)));
  const headers = { 'content-type': 'application/json' };
  return Object.entries(body.properties).flatMap(([name, schema]) =>
    edgeValues(schema).flatMap((edge) => {
      const payload = JSON.stringify({ ...(smallest as object), [name]: edge }); // a body is an object
      return (['author', 'administrator'] as const).map((actor) => ({ actor, url, headers, payload }));
    }),
  );
}

function pick(properties: Readonly<Record<string, Schema>>, names: readonly string[]): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function whatIsAbout(path: string): string {
  return WHAT_A_PATH_IS_ABOUT.find(([start]) => path.startsWith(start))?.[1] ?? 'commande';
}

const WHAT_A_PATH_IS_ABOUT: readonly (readonly [start: string, name: string])[] = [
  ['/api/commandes/', 'commande'],
  ['/api/files/', 'file'],
  ['/api/uploads/', 'upload'],
  ['/api/notifications/', 'notification'],
  ['/api/users/me/sessions/', 'session'],
  ['/api/admin/users/', 'user'],
];

/** Parts of an address that no encoder writes. */
const rawPart = fc.constantFrom(
  '%00',
  '%ED%A0%80',
  '%ff',
  '%',
  '..%2f..',
  '%2e%2e',
  'a'.repeat(290),
  '%F0%9F%98%80',
  '~',
);

function pathOf({ path, parameters }: Operation): Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const about = whatIsAbout(path);
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.constant(placeholder(about)) },
    { weight: 1, arbitrary: rawPart },
    { weight: 2, arbitrary: nastyString.map(encodePart) },
  );
  return fc
    .tuple(...names.map(() => value))
    .map((values) => names.reduce((url, name, at) => url.replace(`{${name}}`, values[at] || 'x'), path));
}

function queryOf({ parameters }: Operation): Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const pairs = known.map((parameter) => fc.option(pairOf(parameter), { nil: '', freq: 2 }));
  const stray = fc.option(
    nastyString.map((text) => `stray=${encodePart(text)}`),
    { nil: '', freq: 8 },
  );
  return fc.tuple(...pairs, stray).map((parts) => parts.filter((part) => part !== '').join('&'));
}

function pairOf({ name, schema }: Parameter): Arbitrary<string> {
  const value = fc.oneof(
    { weight: 3, arbitrary: validValue(schema, name).map((valid) => encodePart(String(valid))) },
    { weight: 1, arbitrary: nastyString.map(encodePart) },
    { weight: 1, arbitrary: rawPart },
    { weight: 1, arbitrary: cursor },
  );
  const once = value.map((text) => `${name}=${text}`);
  const twice = fc.tuple(value, value).map(([one, other]) => `${name}=${one}&${name}=${other}`);
  return fc.oneof(
    { weight: 8, arbitrary: once },
    { weight: 1, arbitrary: twice },
    { weight: 1, arbitrary: fc.constant(name) },
  );
}

/** Cursors that are well made and lead nowhere, or were made by hand. */
const cursor = fc
  .oneof(
    fc.array(nastyValue, { maxLength: 4 }),
    fc.tuple(fc.constantFrom('2026-11-21T10:00:00.000Z', '0001-01-01', '9999-12-31T23:59:59.999Z'), fc.uuid()),
    nastyValue,
  )
  .map((values) => Buffer.from(JSON.stringify(values)).toString('base64url'));

const CONTENT_TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'x',
  '',
];

interface Sent {
  readonly payload: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

function bodyOf({ body }: Operation): Arbitrary<Sent> {
  if (!body) return fc.constantFrom({ payload: null, headers: {} });
  const json = (value: Arbitrary<unknown>) =>
    value.map((sent) => ({ payload: JSON.stringify(sent) ?? 'null', headers: { 'content-type': 'application/json' } }));
  const valid = validValue(body);
  const odd = fc.record({
    payload: fc.constantFrom(
      '',
      '{',
      '[]',
      'null',
      '{"a":1,}',
      '{"__proto__":{"a":1}}',
      '\ufeff{}',
      '\u0000',
      '{"titre":"\\ud800"}',
    ),
    headers: fc.constantFrom('application/json', ...CONTENT_TYPES).map((type) => ({ 'content-type': type })),
  });
  return fc.oneof(
    { weight: 5, arbitrary: json(valid) },
    { weight: 5, arbitrary: json(damaged(valid, body)) },
    { weight: 1, arbitrary: json(nastyValue) },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: fc.constant({ payload: null, headers: {} }) },
  );
}

/** A valid body with one field wrong, gone, or one too many. */
function damaged(valid: Arbitrary<unknown>, schema: Schema): Arbitrary<unknown> {
  const field = fc.constantFrom(...Object.keys(schema.properties ?? {}), 'inconnu', '__proto__');
  return fc.tuple(valid, field, fc.option(nastyValue, { freq: 6 })).map(([value, name, wrong]) => {
    const { [name]: _gone, ...rest } = value as Record<string, unknown>; // a body is an object
    return wrong === null ? rest : { ...rest, [name]: wrong };
  });
}

const oddHeaders = fc.record(
  {
    'accept-language': fc.constantFrom('en', 'fr;q=0,en;q=x', '*', ',,;;==', 'é'),
    accept: fc.constantFrom('text/html', '*/*', 'x'),
    'accept-encoding': fc.constantFrom('gzip', 'br;q=x', 'identity;q=0', '*'),
    authorization: fc.constantFrom('Bearer', 'Bearer x', 'Basic eDp4', `Bearer ${'a'.repeat(500)}`),
    cookie: fc.constantFrom('staka_session=x', 'staka_session=%ff', 'a; b=; =c', `staka_session=${'a'.repeat(500)}`),
    origin: fc.constantFrom('null', 'https://evil.example', 'x'),
    range: fc.constantFrom(
      'bytes=0-3',
      'bytes=5-',
      'bytes=-1',
      'bytes=9-1',
      'bytes=99999999999999999999-',
      'x',
      'bytes=0-1,3-4',
    ),
    'if-none-match': fc.constantFrom('*', '"x"', 'W/"x"'),
    'if-range': fc.constantFrom('"x"', 'Sat, 21 Nov 2026 10:00:00 GMT'),
  },
  { requiredKeys: [] },
);

function headersOf({ tags }: Operation): Arbitrary<Record<string, string>> {
  const odd = fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders });
  if (!tags.includes('uploads')) return odd;
  return fc.tuple(tusHeaders, odd).map(([tus, others]) => ({ ...tus, ...others }));
}

const number = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('0', '45') },
  { weight: 2, arbitrary: fc.constantFrom('', '-1', '1e9', '99999999999999999999', 'x', '0x1', '1.5', ' 7 ') },
);
/** Between these stands what is written in Base64 once the identifiers in it are known. */
export const BASE64_START = '\u0001';
export const BASE64_END = '\u0002';

const metadataValue = fc.oneof(
  fc.constantFrom(
    'note.txt',
    'MANUSCRIT',
    'CORRECTION',
    'PIECE_JOINTE',
    ...['commande', 'file', 'correction'].map(placeholder),
  ),
  nastyString.map((text) => text.slice(0, 2000).replaceAll(BASE64_END, '')),
);
const metadata = fc
  .record(
    {
      filename: metadataValue,
      commandeId: fc.oneof(fc.constant(placeholder('commande')), metadataValue),
      kind: fc.oneof(fc.constant('PIECE_JOINTE'), metadataValue),
      corrigeFileId: metadataValue,
      description: metadataValue,
      stray: metadataValue,
    },
    { requiredKeys: ['filename', 'commandeId', 'kind'] },
  )
  .map((fields) =>
    Object.entries(fields)
      .map(([key, value]) => `${key} ${BASE64_START}${value}${BASE64_END}`)
      .join(','),
  );

const tusHeaders = fc.record(
  {
    'tus-resumable': fc.oneof(
      { weight: 9, arbitrary: fc.constant('1.0.0') },
      { weight: 1, arbitrary: fc.constantFrom('0.2.0', 'x') },
    ),
    'upload-length': number,
    'upload-offset': number,
    'upload-defer-length': fc.constant('1'),
    'upload-concat': fc.constantFrom('partial', 'final;/a /b'),
    'upload-checksum': fc.constant('sha1 x'),
    'x-http-method-override': fc.constantFrom('DELETE', 'x'),
    'content-type': fc.constantFrom('application/offset+octet-stream', 'application/json', 'text/plain'),
    'upload-metadata': fc.oneof(
      { weight: 5, arbitrary: metadata },
      { weight: 1, arbitrary: fc.constantFrom('', ',', 'a', 'a b c', ' ', 'filename =') },
    ),
  },
  { requiredKeys: ['tus-resumable'] },
);

/** Percent-encoded, lone surrogates as the bytes that a careless encoder makes of them. */
function encodePart(text: string): string {
  return text
    .split('')
    .reduce((parts, unit) => joinSurrogates(parts, unit), [] as string[])
    .map((character) => (/^[\ud800-\udfff]$/.test(character) ? '%ED%A0%80' : encodeURIComponent(character)))
    .join('')
    .slice(0, 6000);
}

function joinSurrogates(parts: string[], unit: string): string[] {
  const last = parts.at(-1) ?? '';
  if (/^[\ud800-\udbff]$/.test(last) && /^[\udc00-\udfff]$/.test(unit)) parts[parts.length - 1] = last + unit;
  else parts.push(unit);
  return parts;
}
