import { prismaTools } from '../prisma-tools.ts';

/** What a schema that is there already calls the tables of a database, so that pulling does not rename everything. */
export interface KnownModel {
  /** `Commande` of `commandes` */
  model: string;
  documentation: string | undefined;
  /** In the order of the schema. */
  fields: KnownField[];
}

export interface KnownField {
  /** As the database calls it. */
  column: string;
  name: string;
  type: string;
  isEnum: boolean;
  documentation: string | undefined;
  /** What the client fills in, of which a database knows nothing: `@default(uuid(7))`, `@updatedAt`. */
  filled: string;
}

export interface KnownRelation {
  /** The field on the side of the foreign key, and on the other. */
  field: string;
  back: string | undefined;
  /** Where the schema gives it one of its own. */
  name: string | undefined;
}

export interface KnownNames {
  /** By table, in the order of the schema. */
  models: ReadonlyMap<string, KnownModel>;
  /** By table and the columns of the foreign key: `messages senderId`. */
  relations: ReadonlyMap<string, KnownRelation>;
}

/** @throws what Prisma's parser finds wrong */
export async function readKnownNames(schema: string): Promise<KnownNames> {
  const { getDMMF } = await prismaTools();
  const { models } = (await getDMMF({ datamodel: schema })).datamodel;
  return {
    models: new Map(models.map((model) => [model.dbName ?? model.name, knownModel(model)])),
    relations: new Map(models.flatMap((model) => relationsOf(model, models))),
  };
}

type Dmmf = Awaited<ReturnType<Awaited<ReturnType<typeof prismaTools>>['getDMMF']>>['datamodel'];
type DmmfModel = Dmmf['models'][number];

function knownModel(model: DmmfModel): KnownModel {
  const fields = model.fields.filter(({ kind }) => kind !== 'object');
  return {
    model: model.name,
    documentation: model.documentation,
    fields: fields.map((field) => ({
      column: field.dbName ?? field.name,
      name: field.name,
      type: field.type,
      isEnum: field.kind === 'enum',
      documentation: field.documentation,
      filled: field.isUpdatedAt ? '@updatedAt' : madeByClient(field.default),
    })),
  };
}

function madeByClient(fallback: DmmfModel['fields'][number]['default']): string {
  if (typeof fallback !== 'object' || !('name' in fallback) || !/^(uuid|cuid|ulid|nanoid)$/.test(fallback.name))
    return '';
  return `@default(${fallback.name}(${fallback.args.join(', ')}))`;
}

function relationsOf(model: DmmfModel, models: readonly DmmfModel[]): [string, KnownRelation][] {
  return model.fields
    .filter(({ relationFromFields }) => relationFromFields?.length)
    .map((field) => {
      const target = models.find(({ name }) => name === field.type);
      const back = target?.fields.find((other) => other.relationName === field.relationName && other !== field);
      const usual = [model.name, field.type].sort().join('To');
      const columns = (field.relationFromFields ?? []).map(
        (name) => model.fields.find((candidate) => candidate.name === name)?.dbName ?? name,
      );
      const name = field.relationName === usual ? undefined : field.relationName;
      return [relationKey(model.dbName ?? model.name, columns), { field: field.name, back: back?.name, name }];
    });
}

export function relationKey(table: string, columns: readonly string[]): string {
  return `${table} ${columns.join(', ')}`;
}
