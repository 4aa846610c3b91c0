import { Type } from 'typebox';
import { contract } from '#platform/http/contract.ts';

export const UPLOADS_PATH = '/api/uploads';

const tags = ['uploads'];
const params = Type.Object({ id: Type.String() });
const ONE = 'Only whoever began the upload finds it; to everyone else it does not exist.';

/** What may be wrong once the last byte has come: the upload is gone then. */
const REFUSALS = [
  'FILE_PROGRAM_REFUSED',
  'FILE_TYPE_REFUSED',
  'FILE_DAMAGED',
  'FILE_ARCHIVE_EXCESSIVE',
  'FILE_ARCHIVE_UNSAFE',
  'FILE_ARCHIVE_NESTED',
  'FILE_MACROS_REFUSED',
  'FILE_ACTIVE_CONTENT_REFUSED',
  'FILE_AMBIGUOUS',
  'FILE_IMAGE_EXCESSIVE',
  'FILE_QUOTA_EXCEEDED',
  'FILE_KIND_FORBIDDEN',
  'FILE_COMMANDE_CLOSED',
  'FILE_CORRIGE_INVALID',
];
const OF_ANY_UPLOAD = ['UPLOAD_NOT_FOUND', 'UPLOAD_EXPIRED', 'UPLOAD_BUSY', 'UPLOAD_PROTOCOL_UNSUPPORTED'];
const OF_BYTES = ['UPLOAD_OFFSET_CONFLICT', 'UPLOAD_INTERRUPTED', 'STORAGE_FULL', 'STORAGE_FAILED'];

/** The tus protocol as the reference of the API shows it. `tus-js-client` and its kin speak it. */
export const uploadContracts = [
  {
    method: 'OPTIONS',
    path: '',
    contract: contract({
      summary: 'What of tus is spoken here',
      description: 'tus 1.0, `Tus-Max-Size` in bytes.',
      tags,
      raw: true,
      answers: { 204: { description: 'Said in headers', bytes: false } },
    }),
  },
  {
    method: 'POST',
    path: '',
    contract: contract({
      summary: 'Begin to upload a file (tus 1.0)',
      description: [
        'Headers: `Tus-Resumable: 1.0.0`, `Upload-Length` in bytes, and `Upload-Metadata` with `filename`, `commandeId`,',
        '`kind` (MANUSCRIT, CORRECTION or PIECE_JOINTE) and, if need be, `corrigeFileId` and `description`, each in Base64.',
        'The answer has the address of the upload in `Location`; its id becomes the id of the file. A body of',
        '`application/offset+octet-stream` may come along. Size and quota are checked here, before the bytes travel.',
      ].join(' '),
      tags,
      raw: true,
      answers: { 201: { description: 'Begun', bytes: false } },
      errors: [
        'COMMANDE_NOT_FOUND',
        'FILE_EMPTY',
        'FILE_TOO_LARGE',
        'UPLOAD_LENGTH_REQUIRED',
        ...REFUSALS,
        ...OF_ANY_UPLOAD,
        ...OF_BYTES,
      ],
    }),
  },
  {
    method: 'HEAD',
    path: '/:id',
    contract: contract({
      summary: 'How far an upload is (tus 1.0)',
      description: `\`Upload-Offset\` and \`Upload-Length\`, in bytes. ${ONE}`,
      tags,
      params,
      raw: true,
      answers: { 200: { description: 'Said in headers', bytes: false } },
      errors: [...OF_ANY_UPLOAD, ...REFUSALS],
    }),
  },
  {
    method: 'PATCH',
    path: '/:id',
    contract: contract({
      summary: 'Send the next bytes of an upload (tus 1.0)',
      description: [
        'Body: `application/offset+octet-stream` from `Upload-Offset` on. With the last byte the file is there, at',
        '`/files/:id`, and its type is what its bytes say. A refusal of the file ends the upload;',
        `\`UPLOAD_OFFSET_CONFLICT\` says to ask with HEAD first. ${ONE}`,
      ].join(' '),
      tags,
      params,
      raw: true,
      answers: { 204: { description: 'Kept, as far as `Upload-Offset` says', bytes: false } },
      errors: [...OF_ANY_UPLOAD, ...OF_BYTES, ...REFUSALS],
      rateLimit: { max: 1200, windowSeconds: 60 },
    }),
  },
  {
    method: 'DELETE',
    path: '/:id',
    contract: contract({
      summary: 'Cancel an upload (tus 1.0)',
      description: `Nothing of it is left. ${ONE}`,
      tags,
      params,
      raw: true,
      answers: { 204: { description: 'Cancelled', bytes: false } },
      errors: [...OF_ANY_UPLOAD, 'UPLOAD_FINISHED'],
    }),
  },
] as const;
