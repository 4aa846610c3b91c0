import {
  ColumnNode,
  ColumnUpdateNode,
  type InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
  type UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely';
import { jsonText } from '#platform/db/json-text.ts';
import { METADATA, type TableMetadata } from '#platform/db/metadata.gen.ts';
import { newId } from '#platform/ids.ts';

type Row = PrimitiveValueListNode | ValueListNode;

/**
 * Values on their way in, alike for the three databases: fills absent ids, `@default(now())` and `@updatedAt`, as
 * Prisma Client does, and makes text of Json columns. `insert … select` is left as it is: it has no rows to fill.
 * Values on their way out are decoded by the drivers, which know the type of each column.
 */
export class CodecPlugin implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'InsertQueryNode') return encodeInsert(node);
    if (node.kind === 'UpdateQueryNode') return encodeUpdate(node);
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}

function encodeInsert(node: InsertQueryNode): InsertQueryNode {
  const metadata = metadataOf(node.into?.table.identifier.name);
  if (!metadata || !node.columns || node.values?.kind !== 'ValuesNode') return node;
  const given = node.columns.map(({ column }) => column.name);
  const filled = [...metadata.ids, ...metadata.now, ...metadata.updatedAt];
  const missing = filled.filter((column) => !given.includes(column));
  const columns = [...given, ...missing];
  const now = new Date();
  // The kind was just compared: Kysely's nodes are no discriminated union.
  const rows = (node.values as ValuesNode).values.map((row) =>
    encodeRow(row as Row, columns, (column, value) => {
      if (value === undefined && filled.includes(column)) return metadata.ids.includes(column) ? newId() : now;
      return encodeColumn(metadata, column, value);
    }),
  );
  return {
    ...node,
    columns: columns.map((column) => ColumnNode.create(column)),
    values: ValuesNode.create(rows),
    ...(node.onConflict?.updates && {
      onConflict: { ...node.onConflict, updates: encodeUpdates(metadata, node.onConflict.updates, now) },
    }),
    ...(node.onDuplicateKey && {
      onDuplicateKey: { ...node.onDuplicateKey, updates: encodeUpdates(metadata, node.onDuplicateKey.updates, now) },
    }),
  };
}

function encodeUpdate(node: UpdateQueryNode): UpdateQueryNode {
  const metadata = metadataOf(tableName(node.table));
  if (!metadata) return node;
  return { ...node, updates: encodeUpdates(metadata, node.updates ?? [], new Date()) };
}

function encodeRow(row: Row, columns: string[], encode: (column: string, value: unknown) => unknown): Row {
  if (row.kind === 'PrimitiveValueListNode') {
    return PrimitiveValueListNode.create(columns.map((column, index) => encode(column, row.values[index])));
  }
  return ValueListNode.create(
    columns.map((column, index) => {
      const node = row.values[index];
      if (node === undefined || node.kind === 'DefaultInsertValueNode') {
        const value = encode(column, undefined);
        return value === undefined && node ? node : ValueNode.create(value);
      }
      return encodeValueNode(node, (value) => encode(column, value));
    }),
  );
}

function encodeUpdates(
  metadata: TableMetadata,
  updates: readonly ColumnUpdateNode[],
  now: Date,
): readonly ColumnUpdateNode[] {
  const encoded = updates.map((update) => {
    const name = columnName(update.column);
    if (name === undefined) return update;
    return { ...update, value: encodeValueNode(update.value, (value) => encodeColumn(metadata, name, value)) };
  });
  const touched = metadata.updatedAt
    .filter((column) => !updates.some((update) => columnName(update.column) === column))
    .map((column) => ColumnUpdateNode.create(ColumnNode.create(column), ValueNode.create(now)));
  return [...encoded, ...touched];
}

function encodeColumn(metadata: TableMetadata, column: string, value: unknown): unknown {
  if (value === null || value === undefined || !metadata.json.includes(column)) return value;
  return jsonText(value);
}

function encodeValueNode(node: OperationNode, encode: (value: unknown) => unknown): OperationNode {
  // An expression stays what it is; the kind was just compared.
  return node.kind === 'ValueNode' ? ValueNode.create(encode((node as ValueNode).value)) : node;
}

function metadataOf(table: string | undefined): TableMetadata | undefined {
  // Tables that are not the model's, such as `_prisma_migrations`, have no metadata.
  const known: Readonly<Record<string, TableMetadata | undefined>> = METADATA;
  return table === undefined ? undefined : known[table];
}

function tableName(node: OperationNode | undefined): string | undefined {
  if (node?.kind === 'AliasNode') return tableName((node as OperationNode & { node: OperationNode }).node); // by its kind
  if (node?.kind !== 'TableNode') return undefined;
  return (node as OperationNode & { table: { identifier: { name: string } } }).table.identifier.name; // by its kind
}

function columnName(node: OperationNode): string | undefined {
  return node.kind === 'ColumnNode' ? (node as ColumnNode).column.name : undefined; // by its kind
}
