import { consentChanged } from '#modules/consents/module.ts';
import {
  dataExportDownloaded,
  dataExportReady,
  dataExportRequested,
  erasureCancelled,
  erasureRequested,
  personErased,
} from '#modules/personal-data/module.ts';
import { audited } from './audited.ts';
import { onUser } from './on-user.ts';

/** What people do with what is kept of them. */
export const personalFacts = [
  audited(dataExportRequested, ({ userId, exportId }) => ({ actorId: userId, ...onUser(userId), data: { exportId } })),
  audited(dataExportReady, ({ userId, exportId }) => ({ ...onUser(userId), data: { exportId } })),
  audited(dataExportDownloaded, ({ userId, exportId }) => ({ actorId: userId, ...onUser(userId), data: { exportId } })),
  audited(erasureRequested, ({ userId, erasureId, dueAt }) => ({
    actorId: userId,
    ...onUser(userId),
    data: { erasureId, dueAt },
  })),
  audited(erasureCancelled, ({ userId, erasureId }) => ({ ...onUser(userId), data: { erasureId } })),
  audited(personErased, ({ userId, erasureId }) => ({ ...onUser(userId), data: { erasureId } })),
  audited(consentChanged, ({ userId, kind, version, isGranted }) => ({
    actorId: userId,
    ...onUser(userId),
    data: { kind, version, isGranted },
  })),
];
