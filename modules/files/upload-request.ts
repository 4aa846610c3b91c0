import type { ErrorObject } from 'ajv';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { TValidationError } from 'typebox/error';
import type { Langue } from '#platform/http/actor.ts';
import { httpErrors } from '#platform/http/errors.ts';
import { Enum, Id } from '#platform/http/types.ts';
import { fieldErrors } from '#platform/http/validation.ts';
import { cleanFilename } from './clean-filename.ts';

/** What a file is to its commande: a rung of the ladder of versions, or something beside it. */
export const FILE_KINDS = ['MANUSCRIT', 'CORRECTION', 'PIECE_JOINTE'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The `Upload-Metadata` of a new upload. `filetype` is read by nobody: the content says what it is. */
export const UploadMetadata = Type.Object({
  filename: Type.String({ minLength: 1, maxLength: 1000 }),
  commandeId: Id,
  kind: Enum(FILE_KINDS),
  corrigeFileId: Type.Optional(Id),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
});

/** What someone asks for when they begin an upload. */
export interface UploadRequest {
  readonly filename: string;
  readonly commandeId: string;
  readonly kind: FileKind;
  readonly corrigeFileId: string | null;
  readonly description: string | null;
}

const compiled = Compile(UploadMetadata);

/**
 * Reads the metadata of an upload, whether it comes with a request or was kept since.
 * @throws VALIDATION_FAILED naming each field that is not as it should be
 */
export function readUploadRequest(metadata: unknown, langue: Langue): UploadRequest {
  if (compiled.Check(metadata)) return requestOf(metadata);
  const errors = compiled.Errors(metadata).flatMap(perField);
  throw httpErrors.VALIDATION_FAILED({}, { errors: fieldErrors(errors, langue) });
}

/** One error a missing field, as Ajv words them; TypeBox names all of them in one. */
function perField(error: TValidationError): Partial<ErrorObject>[] {
  if (error.keyword !== 'required') return [error];
  return error.params.requiredProperties.map((missingProperty) => ({
    keyword: 'required',
    params: { missingProperty },
  }));
}

function requestOf(metadata: Static<typeof UploadMetadata>): UploadRequest {
  const { filename, commandeId, kind, corrigeFileId, description } = metadata;
  return {
    filename: cleanFilename(filename),
    commandeId,
    kind,
    corrigeFileId: corrigeFileId ?? null,
    description: description?.replaceAll('\0', '').trim() || null,
  };
}
