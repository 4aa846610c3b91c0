import { del, get, post, signedIn } from '#platform/http/route.ts';
import { listFiles } from './list-files.ts';
import { mayListFiles, mayReadFile, mayRemoveFile, mayRestoreFile } from './policy.ts';
import { presentFile } from './present.ts';
import { readQuota } from './quota.ts';
import { removeFile } from './remove-file.ts';
import { restoreFile } from './restore-file.ts';
import {
  listFilesContract,
  readContentContract,
  readFileContract,
  readQuotaContract,
  removeFileContract,
  restoreFileContract,
} from './schema.ts';
import { sendContent } from './send-content.ts';
import { tellOfDownload } from './tell-of-download.ts';

export const filesRoutes = [
  get('/commandes/:id/fichiers', listFilesContract, mayListFiles, async ({ context, allowed, query }) => ({
    items: (await listFiles(context, allowed, query)).map(presentFile),
  })),
  get('/files/:id', readFileContract, mayReadFile, ({ allowed }) => presentFile(allowed)),
  get('/files/:id/content', readContentContract, mayReadFile, async (call) => {
    if (call.request.method === 'GET') await tellOfDownload(call.context, call.allowed, call.actor);
    return sendContent(call, call.allowed);
  }),
  del('/files/:id', removeFileContract, mayRemoveFile, ({ context, allowed }) => removeFile(context, allowed)),
  post('/files/:id/restauration', restoreFileContract, mayRestoreFile, async ({ context, allowed }) =>
    presentFile(await restoreFile(context, allowed)),
  ),
  get('/users/me/quota', readQuotaContract, signedIn, ({ context, actor }) => readQuota(context, actor.userId)),
];
