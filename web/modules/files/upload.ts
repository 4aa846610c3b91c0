/** What a file is to its commande: a rung of the ladder of versions, or something beside it. */
export type UploadKind = 'MANUSCRIT' | 'CORRECTION' | 'PIECE_JOINTE';

export type UploadTarget = { commandeId: string; kind: UploadKind; corrigeFileId?: string | undefined };

/** A file on its way. Once it has arrived `fileId` is the file of the API. */
export type Upload = UploadTarget & {
  key: string;
  filename: string;
  size: number;
  sent: number;
  /** waiting: for its turn or for the line; failed: refused, and `failure` says why. */
  state: 'waiting' | 'sending' | 'paused' | 'failed' | 'done';
  failure: Error | null;
  fileId: string | null;
};

/** How far several uploads are together, from 0 to 1. */
export function progressOf(uploads: readonly Pick<Upload, 'size' | 'sent'>[]): number {
  const size = uploads.reduce((sum, upload) => sum + upload.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0);
  return size === 0 ? 0 : sent / size;
}

export function isUnderWay(upload: Pick<Upload, 'state'>): boolean {
  return upload.state === 'waiting' || upload.state === 'sending' || upload.state === 'paused';
}

/** « Les-oiseaux_du_fleuve v2.docx » proposes the title « Les oiseaux du fleuve v2 ». */
export function titleFromFilename(filename: string): string {
  const words = filename
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 255);
}
