// Made from prisma/schema.prisma by `npm run db:generate`: change that file and not this one.

import type { Generated, Selectable } from 'kysely';

export const ROLE = ['USER', 'CORRECTOR', 'MENTOR', 'ADMIN'] as const;
export type Role = (typeof ROLE)[number];

export const VERIFICATION_PURPOSE = ['EMAIL_CONFIRMATION', 'PASSWORD_RESET', 'INVITATION', 'EMAIL_CHANGE_FROM', 'EMAIL_CHANGE_TO', 'UNDO', 'ERASURE_CANCEL', 'DATA_EXPORT'] as const;
export type VerificationPurpose = (typeof VERIFICATION_PURPOSE)[number];

export const AUTH_CHALLENGE_PURPOSE = ['SECOND_FACTOR', 'PASSKEY_REGISTRATION', 'PASSKEY_AUTHENTICATION', 'OIDC'] as const;
export type AuthChallengePurpose = (typeof AUTH_CHALLENGE_PURPOSE)[number];

export const CLERK_USER_STATE = ['LINKED', 'WAITING', 'DELETED'] as const;
export type ClerkUserState = (typeof CLERK_USER_STATE)[number];

export const DATA_EXPORT_STATE = ['REQUESTED', 'READY', 'FAILED', 'EXPIRED'] as const;
export type DataExportState = (typeof DATA_EXPORT_STATE)[number];

export const STATUT_COMMANDE = ['EN_ATTENTE', 'EN_COURS', 'TERMINE', 'ANNULEE', 'SUSPENDUE'] as const;
export type StatutCommande = (typeof STATUT_COMMANDE)[number];

export const PRIORITE = ['FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE'] as const;
export type Priorite = (typeof PRIORITE)[number];

export const HISTORIQUE_ACTION = ['CREATION', 'MODIFICATION', 'STATUT', 'ASSIGNATION', 'FICHIER', 'LIVRAISON'] as const;
export type HistoriqueAction = (typeof HISTORIQUE_ACTION)[number];

export const FILE_TYPE = ['DOCUMENT', 'IMAGE', 'AUDIO', 'VIDEO', 'ARCHIVE', 'OTHER'] as const;
export type FileType = (typeof FILE_TYPE)[number];

export const FILE_VERSION_KIND = ['MANUSCRIT', 'CORRECTION'] as const;
export type FileVersionKind = (typeof FILE_VERSION_KIND)[number];

export const MESSAGE_TYPE = ['USER_MESSAGE', 'SYSTEM_MESSAGE', 'NOTIFICATION', 'SUPPORT_MESSAGE', 'ADMIN_MESSAGE'] as const;
export type MessageType = (typeof MESSAGE_TYPE)[number];

export const MESSAGE_STATUT = ['BROUILLON', 'ENVOYE', 'DELIVRE', 'LU', 'ARCHIVE'] as const;
export type MessageStatut = (typeof MESSAGE_STATUT)[number];

export const SUPPORT_CATEGORY = ['GENERAL', 'TECHNIQUE', 'FACTURATION', 'COMMANDE', 'COMPTE', 'AUTRE'] as const;
export type SupportCategory = (typeof SUPPORT_CATEGORY)[number];

export const SUPPORT_PRIORITY = ['FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE', 'CRITIQUE'] as const;
export type SupportPriority = (typeof SUPPORT_PRIORITY)[number];

export const SUPPORT_REQUEST_STATUS = ['OUVERT', 'EN_COURS', 'EN_ATTENTE', 'RESOLU', 'FERME', 'ANNULE'] as const;
export type SupportRequestStatus = (typeof SUPPORT_REQUEST_STATUS)[number];

export const INVOICE_STATUS = ['GENERATED', 'SENT', 'PAID', 'OVERDUE', 'CANCELLED'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUS)[number];

export const NOTIFICATION_TYPE = ['INFO', 'SUCCESS', 'WARNING', 'ERROR', 'PAYMENT', 'ORDER', 'MESSAGE', 'SYSTEM'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPE)[number];

export const NOTIFICATION_PRIORITY = ['FAIBLE', 'NORMALE', 'HAUTE', 'URGENTE'] as const;
export type NotificationPriority = (typeof NOTIFICATION_PRIORITY)[number];

export const PAGE_TYPE = ['PAGE', 'FAQ', 'BLOG', 'LEGAL', 'HELP', 'LANDING'] as const;
export type PageType = (typeof PAGE_TYPE)[number];

export const PAGE_STATUS = ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'ARCHIVED'] as const;
export type PageStatus = (typeof PAGE_STATUS)[number];

export const OPERATION_KIND = ['BACKUP', 'VERIFICATION', 'REHEARSAL', 'RESTORE', 'MIGRATION', 'OPTIMIZATION', 'DIAGNOSIS', 'DEPLOYMENT'] as const;
export type OperationKind = (typeof OPERATION_KIND)[number];

export const OPERATION_STATUS = ['RUNNING', 'SUCCEEDED', 'FAILED'] as const;
export type OperationStatus = (typeof OPERATION_STATUS)[number];

export interface UserTable {
  id: Generated<string>;
  prenom: Generated<string>;
  nom: Generated<string>;
  email: string;
  /** bcrypt, 12 rounds; null for people who come from Clerk or an OpenID provider. */
  password: string | null;
  role: Generated<Role>;
  isActive: Generated<boolean>;
  avatar: string | null;
  telephone: string | null;
  adresse: string | null;
  bio: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  /** When the address was confirmed; nobody signs in before. */
  emailVerifiedAt: Date | null;
  /** Bytes of files this person may keep; null is the default of the configuration. */
  storageQuota: number | null;
  /** Since when nobody signs in as this person; null while they may. `isActive` says the same as yes or no. */
  deactivatedAt: Date | null;
  /** Why, in the words of whoever did it. */
  deactivationReason: string | null;
  /** When what is personal in this row was erased; the row stays where the law wants an invoice to keep its debtor. */
  erasedAt: Date | null;
  /** When the questions of the first sign-in were answered. */
  onboardedAt: Date | null;
  /** The role asked for at the first sign-in, until an administrator has decided. */
  wantsRole: Role | null;
  /** When the password was last set; null when it never was since this is kept. */
  passwordChangedAt: Date | null;
  /** The bytes of the picture, which take the place of the address in `avatar`. */
  avatarSha256: string | null;
}

export interface UserPreferencesTable {
  id: Generated<string>;
  userId: string;
  langue: Generated<string>;
  timezone: Generated<string>;
  /** Record<string, Record<string, boolean>>: event → channel → boolean */
  notifications: Generated<Record<string, Record<string, boolean>>>;
  /** "22:00", in the person's own zone: from when to when nothing is to ring; both or neither. */
  quietHoursStart: string | null;
  quietHoursEnd: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface UserSessionTable {
  id: Generated<string>;
  userId: string;
  /** SHA-256 of the token, in hexadecimal; the token itself is never stored. */
  token: string;
  /** The API token this session was opened with, if any. */
  token_id: string | null;
  device: string | null;
  userAgent: string | null;
  ip: string | null;
  expiresAt: Date;
  lastUsedAt: Generated<Date>;
  revokedAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  /** SHA-256 of the token before the last rotation, in hexadecimal: whoever still holds it is let in for a moment. */
  previousToken: string | null;
  rotatedAt: Date | null;
  /** When the person last proved who they are: a fresh authentication counts from here. */
  authenticatedAt: Generated<Date>;
  /** When a second factor was last given; null when none was. */
  secondFactorAt: Date | null;
  /** The administrator who acts as this person, if any. */
  impersonatorId: string | null;
  /** The zone of the device: "Europe/Paris". */
  timezone: string | null;
}

/** An account elsewhere (Clerk, an OpenID provider) that signs in as this person. */
export interface IdentityTable {
  id: Generated<string>;
  provider: string;
  /** The person's name there, compared byte by byte. */
  subject: string;
  userId: string;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  /** The address as it is known there, for people to recognise the account by; it decides nothing. */
  email: string | null;
  lastUsedAt: Date | null;
}

/** A secret sent by e-mail and used once: the row holds its SHA-256 only. */
export interface VerificationTokenTable {
  id: Generated<string>;
  userId: string;
  purpose: VerificationPurpose;
  token: string;
  expiresAt: Date;
  usedAt: Date | null;
  createdAt: Generated<Date>;
  /** Record<string, unknown>: what the link does once it is followed, by purpose */
  data: Generated<Record<string, unknown>>;
}

/** Failed attempts at signing in, counted by account and by address: in the database, so that every process counts together. */
export interface LoginAttemptTable {
  /** `account:<SHA-256 of the e-mail>` or `address:<ip>` */
  key: string;
  failures: Generated<number>;
  windowEndsAt: Date;
  updatedAt: Generated<Date>;
}

/** An address that is to become another's place: done once both ends have confirmed it. */
export interface EmailChangeTable {
  id: Generated<string>;
  userId: string;
  newEmail: string;
  /** When the present address said yes. */
  fromConfirmedAt: Date | null;
  /** When the new one did. */
  toConfirmedAt: Date | null;
  expiresAt: Date;
  cancelledAt: Date | null;
  completedAt: Date | null;
  createdAt: Generated<Date>;
}

/** A token that a person makes for a program of theirs; shown once. */
export interface ApiTokenTable {
  id: Generated<string>;
  userId: string;
  name: string;
  /** The beginning of the token, to recognise it by. */
  prefix: string;
  /** SHA-256 of the token, in hexadecimal; the token itself is never stored. */
  token: string;
  /** string[]: what it may do */
  scopes: Generated<string[]>;
  /** Null when it does not expire. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** The secret that a person shares with their authenticator app. */
export interface TotpSecretTable {
  userId: string;
  /** Encrypted by the key of the configuration. */
  secret: string;
  /** When a first code proved that the app holds it; it counts for nothing before. */
  confirmedAt: Date | null;
  /** The last time step of which a code was accepted, so that a code is used once. */
  lastStep: number | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** A code, used once, for whoever has lost their second factor. */
export interface RecoveryCodeTable {
  id: Generated<string>;
  userId: string;
  /** SHA-256 of the code, keyed, in hexadecimal; the code itself is never stored. */
  code: string;
  usedAt: Date | null;
  createdAt: Generated<Date>;
}

/** A key pair of which a person's device holds the private half (WebAuthn). */
export interface PasskeyTable {
  id: Generated<string>;
  userId: string;
  /** As the device names it, base64url, compared byte by byte. */
  credentialId: string;
  /** COSE, base64url */
  publicKey: string;
  /** How often it has signed, as it says itself: one that goes back has been copied. 0 for those that do not count. */
  counter: number;
  /** string[]: how the device is reached: "internal", "usb", "hybrid"… */
  transports: Generated<string[]>;
  name: string;
  /** The make of the device, a UUID. */
  aaguid: string | null;
  /** Whether it lives on in the cloud of its maker. */
  backedUp: boolean;
  lastUsedAt: Date | null;
  createdAt: Generated<Date>;
}

/** A step between the first and the last of a sign-in: asked once, answered once. */
export interface AuthChallengeTable {
  id: Generated<string>;
  /** Null while nobody knows yet who it is. */
  userId: string | null;
  purpose: AuthChallengePurpose;
  /** SHA-256 of what the browser holds, in hexadecimal. */
  token: string;
  /** Record<string, unknown>: what the answer is checked against, by purpose */
  data: Generated<Record<string, unknown>>;
  /** How many wrong answers there were. */
  attempts: Generated<number>;
  expiresAt: Date;
  usedAt: Date | null;
  createdAt: Generated<Date>;
}

/** What Clerk last said of one of its users. A deleted one stays as a tombstone, so that a late event brings nobody back. */
export interface ClerkUserTable {
  /** Clerk's id, compared byte by byte. */
  id: string;
  userId: string | null;
  state: ClerkUserState;
  email: string | null;
  emailVerified: Generated<boolean>;
  prenom: Generated<string>;
  nom: Generated<string>;
  imageUrl: string | null;
  /** Clerk's `updated_at` of the newest event applied, in milliseconds since 1970: older ones change nothing. */
  version: number;
  /** Why it waits for an administrator. */
  reason: string | null;
  deletedAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** What another service has told us, once however often it was delivered. */
export interface ReceivedWebhookTable {
  /** `clerk:<svix-id>`, compared byte by byte. */
  id: string;
  provider: string;
  payload: unknown;
  receivedAt: Generated<Date>;
  processedAt: Date | null;
  /** Why the last attempt to process it failed. */
  error: string | null;
}

export interface MentorProfileTable {
  userId: string;
  /** string[] */
  expertise: Generated<string[]>;
  hourlyRateCents: Generated<number>;
  availability: Generated<unknown>;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** What a person has agreed to, in which wording, and from where. */
export interface ConsentTable {
  id: Generated<string>;
  userId: string;
  /** "cgu", "newsletter"… */
  kind: string;
  /** Of the text agreed to. */
  version: string;
  grantedAt: Date;
  withdrawnAt: Date | null;
  ip: string | null;
  userAgent: string | null;
}

/** Everything of a person's in one archive, made in the background and kept for a while. */
export interface DataExportTable {
  id: Generated<string>;
  userId: string;
  state: Generated<DataExportState>;
  /** The name of the archive on disk. */
  storedName: string | null;
  sha256: string | null;
  /** bytes */
  size: number | null;
  /** Why it could not be made. */
  error: string | null;
  expiresAt: Date | null;
  readyAt: Date | null;
  createdAt: Generated<Date>;
}

/** A person who is to be erased, and then what was. It refers to nobody, because it outlives them. */
export interface ErasureTable {
  id: Generated<string>;
  userId: string;
  /** The person themselves or an administrator. */
  requestedById: string | null;
  /** Until when they may change their mind. */
  dueAt: Date;
  cancelledAt: Date | null;
  doneAt: Date | null;
  /** Record<string, unknown>: what was erased, and what was kept, why and until when */
  report: Generated<Record<string, unknown>>;
  createdAt: Generated<Date>;
}

/** Who did what to whom, from where. The database takes new rows and refuses to change or delete one (triggers of the migration); it refers to nobody, so that nothing cascades into it. */
export interface AuditEntryTable {
  id: Generated<string>;
  createdAt: Generated<Date>;
  /** Null for what the application did by itself, or somebody who is not known. */
  actorId: string | null;
  /** The administrator who acted as that person, if any. */
  impersonatorId: string | null;
  sessionId: string | null;
  /** "session.revoked" */
  action: string;
  /** "user" */
  targetType: string | null;
  targetId: string | null;
  ip: string | null;
  userAgent: string | null;
  /** Record<string, unknown>: what else is worth knowing, without any secret */
  data: Generated<Record<string, unknown>>;
}

export interface CommandeTable {
  id: Generated<string>;
  userId: string;
  titre: string;
  description: string | null;
  fichierUrl: string | null;
  statut: Generated<StatutCommande>;
  noteClient: string | null;
  noteCorrecteur: string | null;
  priorite: Generated<Priorite>;
  dateEcheance: Date | null;
  dateFinition: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  paymentStatus: string | null;
  stripeSessionId: string | null;
  /** TTC, in cents */
  amount: number | null;
  correcteurId: string | null;
  /** Since when the deadline clock stands still; null while it runs. */
  suspendedAt: Date | null;
  /** The statut to come back to from SUSPENDUE. */
  statutAvantPause: StatutCommande | null;
}

/** Who did what to a commande, when and why. Rows are only ever added. */
export interface CommandeHistoriqueTable {
  id: Generated<string>;
  commandeId: string;
  /** Null once the person has been erased. */
  actorId: string | null;
  action: HistoriqueAction;
  fromStatut: StatutCommande | null;
  toStatut: StatutCommande | null;
  reason: string | null;
  /** What the action concerns: `{ correcteurId }`, `{ fileIds }`, `{ fields }`… */
  data: Generated<unknown>;
  createdAt: Generated<Date>;
}

export interface FileTable {
  id: Generated<string>;
  filename: string;
  /** UUIDv4 and extension */
  storedName: string;
  mimeType: string;
  /** bytes */
  size: number;
  url: string;
  type: FileType;
  uploadedById: string;
  commandeId: string | null;
  description: string | null;
  isPublic: Generated<boolean>;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
  /** The bytes; null for a file adopted from elsewhere that still lives at its `url`. */
  sha256: string | null;
  deletedAt: Date | null;
}

/** The bytes of files, kept once however often they were sent, and counted by reference. */
export interface BlobTable {
  sha256: string;
  /** bytes */
  size: number;
  references: Generated<number>;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** The ladder of versions of a commande: which file corrects which. */
export interface FileVersionTable {
  id: Generated<string>;
  commandeId: string;
  fileId: string;
  /** 1, 2, 3… within the commande */
  numero: number;
  kind: FileVersionKind;
  /** The version this one corrects or replaces. */
  corrigeId: string | null;
  createdAt: Generated<Date>;
}

/** A file on its way in (tus): its id becomes the id of the file. */
export interface UploadTable {
  id: string;
  userId: string;
  commandeId: string | null;
  filename: string;
  /** bytes announced */
  size: number;
  metadata: Generated<unknown>;
  expiresAt: Date;
  createdAt: Generated<Date>;
}

export interface MessageTable {
  id: Generated<string>;
  senderId: string;
  receiverId: string | null;
  commandeId: string | null;
  supportRequestId: string | null;
  subject: string | null;
  content: string;
  type: Generated<MessageType>;
  statut: Generated<MessageStatut>;
  isRead: Generated<boolean>;
  isArchived: Generated<boolean>;
  isPinned: Generated<boolean>;
  parentId: string | null;
  threadId: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface MessageAttachmentTable {
  id: Generated<string>;
  messageId: string;
  fileId: string;
}

/** How far a person has read the conversation of a commande: the unread count of every device is made of it. */
export interface ConversationReadTable {
  userId: string;
  commandeId: string;
  lastReadAt: Date;
  updatedAt: Generated<Date>;
}

export interface SupportRequestTable {
  id: Generated<string>;
  userId: string;
  title: string;
  description: string;
  category: Generated<SupportCategory>;
  priority: Generated<SupportPriority>;
  status: Generated<SupportRequestStatus>;
  assignedToId: string | null;
  source: string | null;
  tags: string | null;
  firstResponseAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface PaymentMethodTable {
  id: Generated<string>;
  userId: string;
  stripePaymentMethodId: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  isDefault: Generated<boolean>;
  isActive: Generated<boolean>;
  fingerprint: string | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface InvoiceTable {
  id: Generated<string>;
  commandeId: string;
  /** FACT-YYYY-XXXX */
  number: string;
  /** HT, in cents */
  amount: number;
  /** VAT, in cents */
  taxAmount: Generated<number>;
  pdfUrl: string;
  status: Generated<InvoiceStatus>;
  issuedAt: Date | null;
  dueAt: Date | null;
  paidAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface NotificationTable {
  id: Generated<string>;
  userId: string;
  title: string;
  message: string;
  type: Generated<NotificationType>;
  priority: Generated<NotificationPriority>;
  data: string | null;
  actionUrl: string | null;
  isRead: Generated<boolean>;
  isDeleted: Generated<boolean>;
  readAt: Date | null;
  expiresAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

export interface PageTable {
  id: Generated<string>;
  title: string;
  slug: string;
  content: string;
  excerpt: string | null;
  type: Generated<PageType>;
  status: Generated<PageStatus>;
  metaTitle: string | null;
  metaDescription: string | null;
  metaKeywords: string | null;
  category: string | null;
  tags: string | null;
  sortOrder: Generated<number>;
  isPublic: Generated<boolean>;
  requireAuth: Generated<boolean>;
  publishedAt: Date | null;
  createdAt: Generated<Date>;
  updatedAt: Generated<Date>;
}

/** What happened, written in the transaction that made it happen, until every effect of it is done. */
export interface OutboxEventTable {
  id: Generated<string>;
  name: string;
  payload: unknown;
  createdAt: Generated<Date>;
  /** Not before this moment: later than createdAt once an effect has failed. */
  availableAt: Generated<Date>;
  attempts: Generated<number>;
  lastError: string | null;
  /** The process that works on it, and until when it may. */
  claimedBy: string | null;
  claimedUntil: Date | null;
  processedAt: Date | null;
  /** When it was given up: a dead letter. */
  deadAt: Date | null;
}

/** An effect of an event that is done: its key, so that a repeat does nothing. */
export interface OutboxEffectTable {
  eventId: string;
  effect: string;
  createdAt: Generated<Date>;
}

/** The maintenance that is on; no row while there is none. Every process looks at it each second. */
export interface MaintenanceTable {
  /** Always "maintenance": there is one at most. */
  id: string;
  /** What people are told; null for the sentence of the house. */
  message: string | null;
  retryAfterSeconds: number;
  /** What the secret is salted with, and the SHA-256 of the pass it opens; null where nobody passes. */
  secretSalt: string | null;
  passHash: string | null;
  startedAt: Generated<Date>;
}

/** A backup, a rehearsal, a migration… that an operator, an administrator or a schedule began, and what became of it. */
export interface OperationRunTable {
  id: Generated<string>;
  kind: OperationKind;
  status: Generated<OperationStatus>;
  startedAt: Generated<Date>;
  /** Null while it runs. */
  finishedAt: Date | null;
  /** Renewed while it runs: a run whose process died stops being renewed. */
  heartbeatAt: Generated<Date>;
  /** 0 to 1000; null where nobody knows how much there is to do. */
  progress: number | null;
  /** What is being done now, or was last: "users", "verify" */
  step: string | null;
  /** Who asked for it in the application; null for a command or a schedule. No reference: the run outlives them. */
  actorId: string | null;
  /** "cli", "page", "schedule" or "start" */
  origin: string;
  /** Host and process number. */
  process: string;
  /** Of Staka. */
  version: string;
  /** Record<string, unknown>: paths, counts, names of migrations; no secret */
  details: Generated<Record<string, unknown>>;
  /** Why it failed: a code and its sentence. */
  error: string | null;
}

/** How a process was, about once a minute; kept for some days. */
export interface ProcessMeasurementTable {
  id: Generated<string>;
  measuredAt: Generated<Date>;
  /** Host and process number. */
  process: string;
  /** Of one processor, in thousandths: 1500 is one and a half. */
  cpuPermille: number;
  /** Resident, in KiB. */
  memoryKib: number;
  /** 99th percentile since the last one, in microseconds. */
  eventLoopDelayMicros: number;
  /** Answered since the last one, and those of them with 5xx. */
  requests: number;
  serverErrors: number;
  /** Connections of the database's pool in use. */
  databaseConnections: number;
  /** In KiB; null where the database does not tell. */
  databaseKib: number | null;
}

/** A session that may write in the data browser, until when: ten minutes after its administrator proved who they are. */
export interface StudioUnlockTable {
  sessionId: string;
  unlockedUntil: Date;
}

export interface Database {
  users: UserTable;
  user_preferences: UserPreferencesTable;
  user_sessions: UserSessionTable;
  identities: IdentityTable;
  verification_tokens: VerificationTokenTable;
  login_attempts: LoginAttemptTable;
  email_changes: EmailChangeTable;
  api_tokens: ApiTokenTable;
  totp_secrets: TotpSecretTable;
  recovery_codes: RecoveryCodeTable;
  passkeys: PasskeyTable;
  auth_challenges: AuthChallengeTable;
  clerk_users: ClerkUserTable;
  received_webhooks: ReceivedWebhookTable;
  mentor_profiles: MentorProfileTable;
  consents: ConsentTable;
  data_exports: DataExportTable;
  erasures: ErasureTable;
  audit_entries: AuditEntryTable;
  commandes: CommandeTable;
  commande_historique: CommandeHistoriqueTable;
  files: FileTable;
  blobs: BlobTable;
  file_versions: FileVersionTable;
  uploads: UploadTable;
  messages: MessageTable;
  message_attachments: MessageAttachmentTable;
  conversation_reads: ConversationReadTable;
  support_requests: SupportRequestTable;
  payment_methods: PaymentMethodTable;
  invoices: InvoiceTable;
  notifications: NotificationTable;
  pages: PageTable;
  outbox_events: OutboxEventTable;
  outbox_effects: OutboxEffectTable;
  maintenance: MaintenanceTable;
  operation_runs: OperationRunTable;
  process_measurements: ProcessMeasurementTable;
  studio_unlocks: StudioUnlockTable;
}

export type UserRow = Selectable<UserTable>;

export type UserPreferencesRow = Selectable<UserPreferencesTable>;

export type UserSessionRow = Selectable<UserSessionTable>;

export type IdentityRow = Selectable<IdentityTable>;

export type VerificationTokenRow = Selectable<VerificationTokenTable>;

export type LoginAttemptRow = Selectable<LoginAttemptTable>;

export type EmailChangeRow = Selectable<EmailChangeTable>;

export type ApiTokenRow = Selectable<ApiTokenTable>;

export type TotpSecretRow = Selectable<TotpSecretTable>;

export type RecoveryCodeRow = Selectable<RecoveryCodeTable>;

export type PasskeyRow = Selectable<PasskeyTable>;

export type AuthChallengeRow = Selectable<AuthChallengeTable>;

export type ClerkUserRow = Selectable<ClerkUserTable>;

export type ReceivedWebhookRow = Selectable<ReceivedWebhookTable>;

export type MentorProfileRow = Selectable<MentorProfileTable>;

export type ConsentRow = Selectable<ConsentTable>;

export type DataExportRow = Selectable<DataExportTable>;

export type ErasureRow = Selectable<ErasureTable>;

export type AuditEntryRow = Selectable<AuditEntryTable>;

export type CommandeRow = Selectable<CommandeTable>;

export type CommandeHistoriqueRow = Selectable<CommandeHistoriqueTable>;

export type FileRow = Selectable<FileTable>;

export type BlobRow = Selectable<BlobTable>;

export type FileVersionRow = Selectable<FileVersionTable>;

export type UploadRow = Selectable<UploadTable>;

export type MessageRow = Selectable<MessageTable>;

export type MessageAttachmentRow = Selectable<MessageAttachmentTable>;

export type ConversationReadRow = Selectable<ConversationReadTable>;

export type SupportRequestRow = Selectable<SupportRequestTable>;

export type PaymentMethodRow = Selectable<PaymentMethodTable>;

export type InvoiceRow = Selectable<InvoiceTable>;

export type NotificationRow = Selectable<NotificationTable>;

export type PageRow = Selectable<PageTable>;

export type OutboxEventRow = Selectable<OutboxEventTable>;

export type OutboxEffectRow = Selectable<OutboxEffectTable>;

export type MaintenanceRow = Selectable<MaintenanceTable>;

export type OperationRunRow = Selectable<OperationRunTable>;

export type ProcessMeasurementRow = Selectable<ProcessMeasurementTable>;

export type StudioUnlockRow = Selectable<StudioUnlockTable>;

