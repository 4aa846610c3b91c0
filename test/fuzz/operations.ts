/** What is used here of JSON Schema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface DescribedOperation {
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

export interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

/** One method of one path, as the document describes it. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly responses: DescribedOperation['responses'];
  /** The codes of failure that the description names. */
  readonly codes: ReadonlySet<string>;
  /** Where in the document the schema of an answer stands. */
  readonly pointerTo: (status: string, contentType: string) => string;
}

export function operationsOf({ paths }: OpenapiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
  );
}

function operationOf(path: string, method: string, described: DescribedOperation): Operation {
  const { description = '', tags = [], parameters = [], requestBody, responses } = described;
  return {
    method: method.toUpperCase(),
    path,
    tags,
    parameters,
    body: requestBody?.content['application/json']?.schema ?? null,
    responses,
    codes: new Set(description.match(/`[A-Z][A-Z_]+`/g)?.map((code) => code.slice(1, -1))),
    pointerTo: (status, contentType) =>
      ['paths', path, method, 'responses', status, 'content', contentType, 'schema'].map(escapePointer).join('/'),
  };
}

/** RFC 6901, within the fragment of an address. */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
