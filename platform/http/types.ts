import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';

interface TextOptions {
  readonly maxLength: number;
  readonly minLength?: number;
  readonly description?: string;
  readonly examples?: string[];
}

/** Text of one or more lines. NUL is refused: PostgreSQL takes none in a text. */
export function Text(options: TextOptions) {
  return Type.String({ pattern: '^[^\\u0000]*$', ...options });
}

/** A name somebody gives to something of theirs: one line, in which there is something to be seen. */
export function Label(options: Pick<TextOptions, 'description' | 'examples'>) {
  return Type.String({ minLength: 1, maxLength: 100, pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f]*$', ...options });
}

/** An identifier: a UUIDv7 for what Staka made, another system's own for what came from there. */
export const Id = Text({
  minLength: 1,
  maxLength: 191,
  description: 'Identifier',
  examples: ['0199c1a2-7b3e-7c4d-9e5f-0a1b2c3d4e5f'],
});

/** An instant, RFC 3339 in UTC. */
export const DateTime = Type.String({
  format: 'date-time',
  description: 'RFC 3339, UTC',
  examples: ['2026-11-21T14:32:00.000Z'],
});

/** One of a closed list of words. */
export function Enum<const Values extends readonly string[]>(
  values: Values,
  options: { description?: string; default?: Values[number] } = {},
) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], ...options });
}

/**
 * The schema, or null. Written with a list of types rather than `anyOf`: shorter to read in the reference, and the
 * answer's serializer need not try the branches one by one.
 */
export function Nullable<Schema extends TSchema>(schema: Schema) {
  const { type, enum: values, ...rest } = schema as TSchema & { type?: string; enum?: readonly string[] };
  if (type === undefined) return Type.Unsafe<Static<Schema> | null>({ anyOf: [schema, { type: 'null' }] });
  return Type.Unsafe<Static<Schema> | null>({
    ...rest,
    type: [type, 'null'],
    ...(values ? { enum: [...values, null] } : {}),
  });
}

/** The body of a request: fields that it does not name are refused, so that a misspelt one is noticed. */
export function Body<Properties extends TProperties>(
  properties: Properties,
  options: { description?: string } = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** An answer that only says what was done. */
export const MessageAnswer = Type.Object({
  message: Type.String({ description: 'A sentence in the reader’s language' }),
});
