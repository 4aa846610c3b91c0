import Ajv, { type AnySchema, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import type { Langue } from './actor.ts';
import type { FieldError } from './errors.ts';

const OPTIONS: Options = { allErrors: true, useDefaults: true, allowUnionTypes: true, strict: false };

/**
 * Bodies are taken literally and unknown fields refused; params and queries arrive as text, so there “20” is 20 and
 * what is not known is ignored.
 */
export function addValidation(app: FastifyInstance): void {
  const literal = withFormats(new Ajv.Ajv(OPTIONS));
  const textual = withFormats(new Ajv.Ajv({ ...OPTIONS, coerceTypes: 'array', removeAdditional: true }));
  app.setValidatorCompiler(({ schema, httpPart }) => onFirstUse(httpPart === 'body' ? literal : textual, schema));
}

/** Most processes are asked by few of all the routes: what checks the others need not be made, nor held. */
function onFirstUse(ajv: InstanceType<typeof Ajv.Ajv>, schema: AnySchema): Validate {
  let check: ValidateFunction | undefined;
  const validate: Validate = (value) => {
    check ??= ajv.compile(schema);
    const isValid = check(value);
    validate.errors = check.errors ?? null;
    return isValid;
  };
  return validate;
}

interface Validate {
  (value: unknown): boolean;
  /** Of the last call, as Fastify asks for them. */
  errors?: ErrorObject[] | null;
}

/** What is wrong with each field, in sentences that say what to do. */
export function fieldErrors(errors: readonly Partial<ErrorObject>[], langue: Langue): FieldError[] {
  const seen = new Map<string, FieldError>();
  for (const error of errors) {
    const field = fieldOf(error);
    if (!seen.has(field)) seen.set(field, { field, detail: sentence(error, langue) });
  }
  return [...seen.values()];
}

function withFormats(ajv: InstanceType<typeof Ajv.Ajv>): InstanceType<typeof Ajv.Ajv> {
  addFormats.default(ajv, ['date-time', 'date', 'email', 'uuid', 'uri']);
  return ajv.addFormat('date-time', isInstant);
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** RFC 3339, and an instant that every database knows: without leap seconds, of the years 1000 to 9999 in UTC. */
function isInstant(text: string): boolean {
  const year = RFC_3339.test(text) ? new Date(text).getUTCFullYear() : Number.NaN;
  return year >= 1000 && year <= 9999;
}

function fieldOf(error: Partial<ErrorObject>): string {
  const path = (error.instancePath ?? '').slice(1).replaceAll('/', '.');
  const name: unknown = error.params?.missingProperty ?? error.params?.additionalProperty;
  return [path, name].filter(Boolean).join('.');
}

type Sentence = (params: Record<string, unknown>) => string;

const SENTENCES: Record<Langue, Record<string, Sentence>> = {
  fr: {
    required: () => 'Ce champ est obligatoire.',
    additionalProperties: () => 'Ce champ est inconnu ici : retirez-le.',
    type: ({ type }) => `Ce champ attend une valeur de type ${words(type, 'ou')}.`,
    minLength: ({ limit }) =>
      limit === 1 ? 'Ce champ ne peut pas être vide.' : `Écrivez au moins ${limit} caractères.`,
    maxLength: ({ limit }) => `Écrivez au plus ${limit} caractères.`,
    minimum: ({ limit }) => `La valeur doit être au moins ${limit}.`,
    maximum: ({ limit }) => `La valeur doit être au plus ${limit}.`,
    minItems: ({ limit }) => `Indiquez au moins ${limit} élément(s).`,
    maxItems: ({ limit }) => `Indiquez au plus ${limit} élément(s).`,
    uniqueItems: () => 'Le même élément est cité deux fois.',
    enum: ({ allowedValues }) => `Choisissez parmi : ${words(allowedValues, 'ou')}.`,
    email: () => 'Écrivez une adresse e-mail complète, comme nom@exemple.fr.',
    'date-time': () => 'Écrivez une date au format RFC 3339, comme 2026-11-21T14:32:00Z.',
    uuid: () => 'Écrivez un identifiant (UUID).',
    other: () => 'Cette valeur n’est pas acceptée.',
  },
  en: {
    required: () => 'This field is required.',
    additionalProperties: () => 'This field is not known here: remove it.',
    type: ({ type }) => `This field takes a value of type ${words(type, 'or')}.`,
    minLength: ({ limit }) => (limit === 1 ? 'This field cannot be empty.' : `Write at least ${limit} characters.`),
    maxLength: ({ limit }) => `Write at most ${limit} characters.`,
    minimum: ({ limit }) => `The value must be at least ${limit}.`,
    maximum: ({ limit }) => `The value must be at most ${limit}.`,
    minItems: ({ limit }) => `Give at least ${limit} item(s).`,
    maxItems: ({ limit }) => `Give at most ${limit} item(s).`,
    uniqueItems: () => 'The same item is given twice.',
    enum: ({ allowedValues }) => `Choose one of: ${words(allowedValues, 'or')}.`,
    email: () => 'Write a whole e-mail address, such as name@example.com.',
    'date-time': () => 'Write a date in RFC 3339, such as 2026-11-21T14:32:00Z.',
    uuid: () => 'Write an identifier (UUID).',
    other: () => 'This value is not accepted.',
  },
};

function sentence(error: Partial<ErrorObject>, langue: Langue): string {
  const params: Record<string, unknown> = error.params ?? {};
  const key = error.keyword === 'format' ? String(params.format) : (error.keyword ?? 'other');
  const write = SENTENCES[langue][key] ?? SENTENCES[langue].other;
  return write ? write(params) : '';
}

function words(values: unknown, or: string): string {
  const list = (Array.isArray(values) ? values : [values]).filter((value) => value !== null).map(String);
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} ${or} ${list.at(-1)}`;
}
