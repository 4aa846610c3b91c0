import type { Module } from '#platform/module.ts';
import { fileEffects } from './events.ts';
import { uploadMetrics } from './metrics.ts';
import { mountUploads } from './mount-uploads.ts';
import { filesRoutes } from './routes.ts';
import { startSweeping } from './sweep-files.ts';

export { describeAttachments, requireAttachable } from './attachments.ts';
export { fileAdded, fileDownloaded, fileRemoved, fileRestored } from './events.ts';
export { lockBlob, referBlob } from './queries.ts';
export { removeBlob } from './remove-blob.ts';
export { File } from './schema.ts';
export { removeUnreferredBlobs } from './sweep-files.ts';

export const filesModule: Module = {
  name: 'files',
  routes: filesRoutes,
  effects: fileEffects,
  mount: mountUploads,
  start: startSweeping,
  metrics: uploadMetrics,
};
