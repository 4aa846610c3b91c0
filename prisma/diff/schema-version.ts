import { type DataModel, readDataModel } from '../generate/data-model.ts';
import { deriveSchema } from '../generate/derive-schema.ts';
import type { Provider } from '../generate/providers.ts';

/** `prisma/schema.prisma` as it was at one moment, in every form in which it is compared. */
export interface SchemaVersion {
  model: DataModel;
  schemas: Record<Provider, string>;
}

export async function readSchemaVersion(source: string): Promise<SchemaVersion> {
  return {
    model: await readDataModel(source),
    schemas: {
      sqlite: deriveSchema(source, 'sqlite'),
      postgresql: deriveSchema(source, 'postgresql'),
      mysql: deriveSchema(source, 'mysql'),
    },
  };
}
