/** Who looks. `client` and `correcteur` are those of the job in which the canary sits; the others have no business with it. */
export const READERS = ['nobody', 'client', 'correcteur', 'otherClient', 'otherCorrecteur', 'mentor', 'admin'] as const;
export type Reader = (typeof READERS)[number];

const NOBODY: readonly Reader[] = [];
const CLIENT: readonly Reader[] = ['client'];
const CORRECTEUR: readonly Reader[] = ['correcteur'];
const ADMIN: readonly Reader[] = ['admin'];
const JOB: readonly Reader[] = ['client', 'correcteur', 'admin'];

/**
 * Every field that is secret or private, and exactly who reads it through the API: a canary that somebody else sees is a
 * leak, and one that these do not see sits where the test is blind.
 */
export const SEEN_BY = {
  password: NOBODY,
  sessionHash: NOBODY,
  previousSessionHash: NOBODY,
  linkHash: NOBODY,
  linkData: NOBODY,
  apiTokenHash: NOBODY,
  totpSecret: NOBODY,
  recoveryCodeHash: NOBODY,
  passkeyId: NOBODY,
  passkeyKey: NOBODY,
  challengeHash: NOBODY,
  challengeData: NOBODY,
  clientEmail: [...CLIENT, ...ADMIN],
  clientTelephone: [...CLIENT, ...ADMIN],
  clientAdresse: [...CLIENT, ...ADMIN],
  clientBio: [...CLIENT, ...ADMIN],
  clientDevice: [...CLIENT, ...ADMIN],
  clientNewEmail: CLIENT,
  clientConsentDevice: NOBODY,
  clientIdentity: NOBODY,
  clerkId: ADMIN,
  webhookPayload: NOBODY,
  deactivationReason: ADMIN,
  exportStoredName: NOBODY,
  erasureReport: NOBODY,
  auditData: ADMIN,
  correcteurEmail: [...CORRECTEUR, ...ADMIN],
  titre: JOB,
  description: JOB,
  noteClient: [...CLIENT, ...ADMIN],
  noteCorrecteur: [...CORRECTEUR, ...ADMIN],
  fichierUrl: NOBODY,
  stripeSession: NOBODY,
  reason: JOB,
  message: JOB,
  filename: JOB,
  fileDescription: JOB,
  fileBytes: JOB,
  // The ETag of the bytes, of which whoever reads them can make it themselves.
  sha256: JOB,
  storedName: NOBODY,
  fileUrl: NOBODY,
  deletedFilename: [...CLIENT, ...ADMIN],
  uploadFilename: NOBODY,
  notification: CLIENT,
  dismissedNotification: NOBODY,
  supportRequest: NOBODY,
} satisfies Record<string, readonly Reader[]>;

export type CanaryName = keyof typeof SEEN_BY;
export type Canaries = Readonly<Record<CanaryName, string>>;

export const CANARY_NAMES = Object.keys(SEEN_BY) as CanaryName[]; // those of the table, by construction

/** One canary a field, which nothing else contains, no encoder changes and every column holds. */
export function newCanaries(job: string): Canaries {
  const entries = CANARY_NAMES.map((name, at) => [name, `zq${job}x${String(at).padStart(2, '0')}xqz`]);
  // The keys are those of the table.
  return Object.fromEntries(entries) as Canaries;
}
