import { type Static, Type } from 'typebox';
import { Person } from '#modules/accounts/module.ts';
import { FILE_TYPE, FILE_VERSION_KIND } from '#platform/db/database.gen.ts';
import { contract } from '#platform/http/contract.ts';
import { DateTime, Enum, Id, Nullable } from '#platform/http/types.ts';

export const FileVersion = Type.Object(
  {
    numero: Type.Integer({ description: '1, 2, 3… within the commande' }),
    kind: Enum(FILE_VERSION_KIND),
    corrigeFileId: Nullable(Type.String({ description: 'The file that this version corrects or replaces' })),
  },
  { title: 'FileVersion', description: 'The place in the ladder of versions of the commande' },
);

export const File = Type.Object(
  {
    id: Id,
    filename: Type.String({ description: 'As its author called it, made safe' }),
    mimeType: Type.String({ description: 'By its content, whatever it is called', examples: ['application/pdf'] }),
    size: Type.Integer({ description: 'Bytes' }),
    type: Enum(FILE_TYPE),
    description: Nullable(Type.String()),
    uploadedBy: Person,
    commandeId: Nullable(Id),
    createdAt: DateTime,
    deletedAt: Nullable(DateTime),
    url: Type.String({
      description: 'Where its bytes are',
      examples: ['/api/files/0199c1a2-7b3e-7c4d-9e5f-0a1b2c3d4e5f/content'],
    }),
    version: Nullable(FileVersion),
  },
  { title: 'File' },
);
export type File = Static<typeof File>;

const tags = ['files'];
const FileParams = Type.Object({ id: Id });

export const listFilesContract = contract({
  summary: 'The files of a commande',
  description: 'The ladder of versions from the first manuscript on, then the attachments, oldest first.',
  tags,
  params: FileParams,
  query: Type.Object({
    deleted: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Instead, the deleted ones that the reader may see: their own, or all for administrators',
      }),
    ),
  }),
  response: Type.Object({ items: Type.Array(File) }),
  errors: ['COMMANDE_NOT_FOUND'],
});

export const readFileContract = contract({
  summary: 'Read what is known of a file',
  description: 'A file with a public address may be read by anyone, others by those who see its commande.',
  tags,
  params: FileParams,
  response: File,
  errors: ['FILE_NOT_FOUND'],
});

export const readContentContract = contract({
  summary: 'The bytes of a file',
  description:
    'Always as a download, never to be opened in the page. `Range` and `If-Range` (RFC 9110), `ETag` is the SHA-256 of the bytes, `HEAD` answers alike without them.',
  tags,
  params: FileParams,
  raw: true,
  answers: {
    200: { description: 'All of the bytes', bytes: true },
    206: { description: 'The bytes asked for', bytes: true },
    304: { description: 'What the reader has is what there is', bytes: false },
  },
  errors: ['FILE_NOT_FOUND', 'FILE_RANGE_NOT_SATISFIABLE', 'STORAGE_BYTES_MISSING'],
});

export const removeFileContract = contract({
  summary: 'Delete a file',
  description: 'It can be restored. For whoever uploaded it, while the commande is open, and for administrators.',
  tags,
  params: FileParams,
  errors: ['FILE_NOT_FOUND', 'FILE_DELETE_FORBIDDEN'],
});

export const restoreFileContract = contract({
  summary: 'Restore a deleted file',
  tags,
  params: FileParams,
  response: File,
  errors: ['FILE_NOT_FOUND', 'FILE_DELETE_FORBIDDEN', 'FILE_QUOTA_EXCEEDED'],
});

export const readQuotaContract = contract({
  summary: 'How much room one’s files take, and may take',
  tags,
  response: Type.Object(
    {
      usedBytes: Type.Integer({ description: 'Files that are not deleted, and uploads going on' }),
      quotaBytes: Type.Integer(),
      maxFileBytes: Type.Integer({ description: 'The largest single file' }),
    },
    { title: 'Quota' },
  ),
});
