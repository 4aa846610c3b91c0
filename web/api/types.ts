import type { paths } from './schema.gen.ts';

/** What an operation answers when it succeeds: `Answer<'/api/auth/me', 'get'>`. */
type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: infer Responses;
}
  ? { [Status in keyof Responses]: Status extends 200 | 201 ? BodyOf<Responses[Status]> : never }[keyof Responses]
  : never;
type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type ItemOf<Path extends keyof paths> =
  Answer<Path, 'get' & keyof paths[Path]> extends { items: (infer Item)[] } ? Item : never;

export type User = Answer<'/api/auth/me', 'get'>['user'];
export type Role = User['role'];
export type Preferences = User['preferences'];
export type Erasure = ItemOf<'/api/admin/erasures'>;
export type Session = ItemOf<'/api/users/me/sessions'>;
export type ApiToken = ItemOf<'/api/users/me/api-tokens'>;

export type SecondFactors = Answer<'/api/users/me/second-factors', 'get'>;
export type Passkey = SecondFactors['passkeys'][number];

export type AuditEntry = ItemOf<'/api/admin/audit'>;
export type AdministeredUser = Answer<'/api/admin/users/{id}', 'get'>;

export type OperationsState = Answer<'/api/admin/exploitation', 'get'>;
export type Operation = ItemOf<'/api/admin/exploitation/operations'>;
export type Backup = ItemOf<'/api/admin/exploitation/backups'>;
export type Measurement = ItemOf<'/api/admin/exploitation/measurements'>;
export type DoctorCheck = Answer<'/api/admin/exploitation/diagnosis', 'get'>['checks'][number];
export type Migrations = Answer<'/api/admin/exploitation/migrations', 'get'>;
export type DatabaseStats = Answer<'/api/admin/exploitation/database', 'get'>;

export type Commande = Answer<'/api/commandes/{id}', 'get'>;
export type StatutCommande = Commande['statut'];
export type Priorite = Commande['priorite'];
export type Person = Commande['client'];
export type Historique = ItemOf<'/api/commandes/{id}/historique'>;
export type HistoriqueAction = Historique['action'];
export type Correcteur = ItemOf<'/api/correcteurs'>;

export type FileDto = Answer<'/api/files/{id}', 'get'>;
export type FileType = FileDto['type'];
export type FileVersion = NonNullable<FileDto['version']>;

export type Message = ItemOf<'/api/commandes/{id}/messages'>;
export type MessageType = Message['type'];

export type Notification = ItemOf<'/api/notifications'>;
export type NotificationType = Notification['type'];
export type NotificationPriority = Notification['priority'];

export type Mail = Answer<'/api/dev/mails/{id}', 'get'>;
