import internals from '@prisma/internals';

/** What the data model says, tables and columns as the database calls them, in the order of the schema. */
export interface DataModel {
  enums: EnumModel[];
  tables: TableModel[];
}

export interface EnumModel {
  name: string;
  /** As the database holds them. */
  values: string[];
}

export interface TableModel {
  /** `Commande` */
  model: string;
  /** `commandes` */
  name: string;
  documentation: string | undefined;
  columns: ColumnModel[];
  primaryKey: string[];
  indexes: IndexModel[];
  foreignKeys: ForeignKeyModel[];
}

export type ScalarType = 'String' | 'Int' | 'BigInt' | 'Float' | 'Boolean' | 'DateTime' | 'Json' | 'Bytes';

export interface ColumnModel {
  name: string;
  type: ScalarType | 'Enum';
  enum: EnumModel | undefined;
  /** `['VarChar', '100']`: the native type and its arguments. */
  nativeType: string[] | undefined;
  required: boolean;
  default: ColumnDefault | undefined;
  updatedAt: boolean;
  /** Its comment says “compared byte by byte”: capitals and accents count, which on MySQL they otherwise do not. */
  exact: boolean;
  documentation: string | undefined;
}

export type ColumnDefault = { kind: 'uuid7' } | { kind: 'now' } | { kind: 'value'; value: string | number | boolean };

export interface IndexModel {
  name: string;
  columns: string[];
  unique: boolean;
}

export type ReferentialAction = 'Cascade' | 'Restrict' | 'NoAction' | 'SetNull' | 'SetDefault';

export interface ForeignKeyModel {
  name: string;
  columns: string[];
  references: { table: string; columns: string[] };
  onDelete: ReferentialAction;
  onUpdate: ReferentialAction;
}

/**
 * Reads a Prisma schema through Prisma's own parser.
 *
 * @throws what the parser finds wrong, and an error for what Staka's schema may not use (lists, defaults other than
 * `uuid(7)`, `now()` and plain values), because one of the three databases lacks it.
 */
export async function readDataModel(schema: string): Promise<DataModel> {
  const { datamodel } = await internals.getDMMF({ datamodel: schema });
  const enums = datamodel.enums.map((e) => ({ name: e.name, values: e.values.map((v) => v.dbName ?? v.name) }));
  return { enums, tables: datamodel.models.map((model) => readTable(model, datamodel, enums)) };
}

type Dmmf = Awaited<ReturnType<typeof internals.getDMMF>>['datamodel'];
type DmmfModel = Dmmf['models'][number];
type DmmfField = DmmfModel['fields'][number];

function readTable(model: DmmfModel, datamodel: Dmmf, enums: EnumModel[]): TableModel {
  const name = tableName(model);
  const indexes = datamodel.indexes.filter((index) => index.model === model.name);
  const columnsOf = (index: Dmmf['indexes'][number]) => index.fields.map((field) => columnName(model, field.name));
  const id = indexes.find((index) => index.type === 'id');
  if (!id) throw new Error(`${model.name} has no primary key`);
  return {
    model: model.name,
    name,
    documentation: model.documentation,
    columns: model.fields.filter((f) => f.kind !== 'object').map((f) => readColumn(model, f, enums)),
    primaryKey: columnsOf(id),
    indexes: indexes
      .filter((index) => index.type === 'normal' || index.type === 'unique')
      .map((index) => {
        const columns = columnsOf(index);
        const unique = index.type === 'unique';
        return { name: index.dbName ?? `${name}_${columns.join('_')}_${unique ? 'key' : 'idx'}`, columns, unique };
      }),
    foreignKeys: model.fields
      .filter((field) => field.relationFromFields?.length)
      .map((field) => readForeignKey(model, field, datamodel)),
  };
}

function readColumn(model: DmmfModel, field: DmmfField, enums: EnumModel[]): ColumnModel {
  if (field.isList) throw new Error(`${model.name}.${field.name}: lists do not exist on SQLite and MySQL, use Json`);
  const [native, args] = field.nativeType ?? [];
  return {
    name: field.dbName ?? field.name,
    type: field.kind === 'enum' ? 'Enum' : scalarType(model, field),
    enum: field.kind === 'enum' ? enums.find((e) => e.name === field.type) : undefined,
    nativeType: native === undefined ? undefined : [native, ...(args ?? [])],
    required: field.isRequired,
    default: readDefault(model, field),
    updatedAt: field.isUpdatedAt ?? false,
    exact: /\bcompared byte by byte\b/.test(field.documentation ?? ''),
    documentation: field.documentation,
  };
}

const SCALARS: readonly ScalarType[] = ['String', 'Int', 'BigInt', 'Float', 'Boolean', 'DateTime', 'Json', 'Bytes'];

function scalarType(model: DmmfModel, field: DmmfField): ScalarType {
  const type = SCALARS.find((scalar) => scalar === field.type);
  if (!type) throw new Error(`${model.name}.${field.name}: the type ${field.type} is not used in Staka`);
  return type;
}

function readDefault(model: DmmfModel, field: DmmfField): ColumnDefault | undefined {
  const value = field.default;
  if (value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'value', value };
  }
  if ('name' in value && value.name === 'now') return { kind: 'now' };
  if ('name' in value && value.name === 'uuid' && value.args[0] === 7) return { kind: 'uuid7' };
  throw new Error(`${model.name}.${field.name}: only uuid(7), now() and plain values may be defaults`);
}

function readForeignKey(model: DmmfModel, field: DmmfField, datamodel: Dmmf): ForeignKeyModel {
  const target = datamodel.models.find((candidate) => candidate.name === field.type);
  if (!target) throw new Error(`${model.name}.${field.name}: ${field.type} is not a model`);
  const from = field.relationFromFields ?? [];
  const columns = from.map((name) => columnName(model, name));
  const required = from.every((name) => model.fields.find((f) => f.name === name)?.isRequired);
  return {
    name: `${tableName(model)}_${columns.join('_')}_fkey`,
    columns,
    references: {
      table: tableName(target),
      columns: (field.relationToFields ?? []).map((name) => columnName(target, name)),
    },
    onDelete: referentialAction(field.relationOnDelete, required ? 'Restrict' : 'SetNull'),
    onUpdate: referentialAction(field.relationOnUpdate, 'Cascade'),
  };
}

const ACTIONS: readonly ReferentialAction[] = ['Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault'];

function referentialAction(action: string | undefined, otherwise: ReferentialAction): ReferentialAction {
  return ACTIONS.find((known) => known === action) ?? otherwise;
}

function tableName(model: DmmfModel): string {
  return model.dbName ?? model.name;
}

function columnName(model: DmmfModel, field: string): string {
  return model.fields.find((f) => f.name === field)?.dbName ?? field;
}
