import { createHash } from 'node:crypto';
import { isTimezone } from '../convert/dates.ts';
import { convertBoolean } from '../convert/values.ts';
import { notificationChoices } from './notification-choices.ts';
import type { DraftRow, RawRow, Vocabulary } from './vocabulary.ts';

const NAME = ['name', 'fullname', 'displayname', 'username'];
const CLOSED = ['deletedat', 'bannedat', 'blockedat', 'deactivatedat', 'disabledat'];
const ADMINISTRATOR = ['isadmin', 'admin', 'issuperuser'];

export const USERS: Vocabulary = {
  target: 'users',
  tables: ['users', 'user', 'utilisateurs', 'accounts', 'comptes'],
  needs: [['email']],
  synonyms: {
    email: ['emailaddress', 'mail', 'courriel'],
    prenom: ['firstname', 'givenname'],
    nom: ['lastname', 'familyname', 'surname'],
    password: ['passwordhash', 'hashedpassword', 'motdepasse'],
    avatar: ['imageurl', 'avatarurl', 'photo', 'image', 'profilephotopath', 'profilephotourl'],
    telephone: ['phone', 'phonenumber', 'tel', 'mobile'],
    adresse: ['address'],
    bio: ['biography', 'biographie', 'about'],
    isActive: ['active', 'enabled', 'actif'],
    emailVerifiedAt: ['emailverified', 'emailconfirmedat'],
    role: ['userrole'],
    deactivatedAt: CLOSED,
  },
  // bcrypt, whoever wrote it; whoever has another (argon2, md5) chooses a new password by a letter.
  formats: { password: /^(\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53})?$/ },
  // Signs in by itself there, and is of no use here.
  dropped: ['remembertoken'],
  derived: {
    prenom: { from: NAME, make: (raw) => nameOf(raw)?.split(/\s+/)[0] ?? null },
    nom: { from: NAME, make: (raw) => nameOf(raw)?.split(/\s+/).slice(1).join(' ') ?? null },
    role: { from: ADMINISTRATOR, make: (raw) => (isYes(raw, ADMINISTRATOR) ? 'ADMIN' : 'USER') },
  },
  complete: (row, { has }) => {
    // Who could sign in without ever being asked may go on; an address that is known to be unconfirmed stays so.
    if (!has('emailVerifiedAt')) row.emailVerifiedAt = row.createdAt ?? null;
    row.onboardedAt ??= row.createdAt ?? null;
    if (row.password === '') row.password = null;
    if (row.deactivatedAt !== null) row.isActive = false;
    if (row.isActive === false) row.deactivatedAt ??= row.updatedAt ?? null;
  },
};

export const USER_PREFERENCES: Vocabulary = {
  target: 'user_preferences',
  tables: ['userpreferences', 'userpreference', 'preferences', 'usersettings'],
  needs: [['userId'], ['langue', 'timezone', 'notifications']],
  synonyms: {
    langue: ['language', 'lang', 'locale'],
    timezone: ['tz', 'fuseau', 'fuseauhoraire'],
    notifications: ['notificationsettings', 'notificationpreferences'],
    quietHoursStart: ['dndstart'],
    quietHoursEnd: ['dndend'],
  },
  derived: {
    notifications: {
      from: ['emailnotifications', 'notificationsemail', 'pushnotifications', 'notificationspush'],
      make: (raw) =>
        JSON.stringify({
          email: raw.emailnotifications ?? raw.notificationsemail ?? null,
          app: raw.pushnotifications ?? raw.notificationspush ?? null,
        }),
    },
  },
  complete: (row) => {
    row.langue = /^(en|anglais)/i.test(String(row.langue)) ? 'en' : 'fr';
    if (!isTimezone(String(row.timezone))) row.timezone = 'Europe/Paris';
    row.notifications = notificationChoices(String(row.notifications));
  },
};

export const USER_SESSIONS: Vocabulary = {
  target: 'user_sessions',
  tables: ['usersessions', 'usersession', 'session', 'accountsessions'],
  needs: [['userId'], ['id']],
  synonyms: {
    device: ['devicename', 'devicetype', 'appareil', 'platform'],
    ip: ['ipaddress', 'adresseip'],
    userAgent: ['browser', 'navigateur'],
    lastUsedAt: ['lastactivity', 'lastactivityat', 'lastusedat', 'lastseenat'],
    expiresAt: ['expires', 'expireat', 'expiration'],
    revokedAt: ['loggedoutat', 'endedat'],
    createdAt: ['loginat', 'startedat'],
  },
  // What let somebody in there is let go of: it lets nobody in here, and the original keeps it.
  dropped: ['token', 'sessiontoken', 'sessionid', 'refreshtoken', 'accesstoken', 'previoustoken', 'payload'],
  complete: endSession,
};

export const MENTOR_PROFILES: Vocabulary = {
  target: 'mentor_profiles',
  tables: ['mentorprofiles', 'mentorprofile', 'mentors', 'mentor'],
  needs: [['userId'], ['expertise', 'hourlyRateCents', 'availability']],
  synonyms: {
    hourlyRateCents: ['hourlyrate', 'tarifhoraire', 'rate'],
    expertise: ['expertises', 'skills', 'specialties'],
    availability: ['availabilities', 'disponibilites', 'disponibilite'],
  },
  money: ['hourlyRateCents'],
  complete: (row) => {
    if (!/^\[/.test(String(row.expertise))) row.expertise = '[]';
  },
};

function nameOf(raw: RawRow): string | null {
  const found = NAME.find((name) => raw[name]);
  return found === undefined ? null : (raw[found] ?? '').trim();
}

function isYes(raw: RawRow, names: readonly string[]): boolean {
  return names.some((name) => convertBoolean(raw[name] ?? '') === true);
}

/** Nobody is let in by a session of another system: it stays as what it was, in the list of its owner, and is over. */
function endSession(row: DraftRow, { at, key }: { at: string; key: string }): void {
  // Not the form of a SHA-256: no token leads to it.
  row.token = `adopted:${createHash('sha256').update(key).digest('hex').slice(0, 56)}`;
  row.previousToken = null;
  row.revokedAt ??= at;
  row.expiresAt = earliest(row.expiresAt, at);
  row.lastUsedAt = earliest(row.lastUsedAt ?? row.createdAt, at);
  row.authenticatedAt = row.createdAt ?? at;
  row.secondFactorAt = null;
  row.impersonatorId = null;
}

function earliest(date: DraftRow[string] | undefined, at: string): string {
  return typeof date === 'string' && date < at ? date : at;
}
