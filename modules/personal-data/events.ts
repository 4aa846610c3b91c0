import { defineEvent } from '#platform/outbox/event.ts';

/** Somebody asked for an archive of everything of theirs. */
export const dataExportRequested = defineEvent<{ userId: string; exportId: string }>('data-export.requested');

/** It is on disk. */
export const dataExportReady = defineEvent<{ userId: string; exportId: string }>('data-export.ready');

/** Somebody had the bytes of their archive. */
export const dataExportDownloaded = defineEvent<{ userId: string; exportId: string }>('data-export.downloaded');

/** Somebody asked that their account be erased; it is closed, and they may change their mind until `dueAt`. */
export const erasureRequested = defineEvent<{ userId: string; erasureId: string; dueAt: string }>('erasure.requested');

/** They changed their mind, or an administrator has opened the account again. */
export const erasureCancelled = defineEvent<{ userId: string; erasureId: string }>('erasure.cancelled');

/** Their rows are gone; bytes and traces follow. */
export const personErased = defineEvent<{ userId: string; erasureId: string }>('user.erased');
