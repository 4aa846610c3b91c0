import { type Static, type TBoolean, type TObject, type TOptional, Type } from 'typebox';
import { AskedConsent } from '#modules/consents/module.ts';
import { METHODS } from '#modules/second-factors/module.ts';
import { ROLE } from '#platform/db/database.gen.ts';
import { LANGUES } from '#platform/http/actor.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, MessageAnswer, Nullable, Text } from '#platform/http/types.ts';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './preferences/notification-choices.ts';

const RoleWord = Enum(ROLE, { description: 'USER author, CORRECTOR, MENTOR or ADMIN' });

/** What everybody who meets a person may see of them. */
export const Person = Type.Object(
  {
    id: Id,
    prenom: Type.String(),
    nom: Type.String(),
    avatar: Nullable(Type.String({ description: 'Address of a picture' })),
    role: RoleWord,
  },
  { title: 'Person' },
);
export type Person = Static<typeof Person>;

const WORD = '^[\\w.-]{1,50}$';
const NotificationChoices = Type.Record(
  Type.String({ pattern: WORD }),
  Type.Record(Type.String({ pattern: WORD }), Type.Boolean(), { maxProperties: 20, additionalProperties: false }),
  { maxProperties: 50, additionalProperties: false, description: 'Event → channel → whether it is wanted' },
);

const CLOCK = '^([01]\\d|2[0-3]):[0-5]\\d$';
const QuietTime = (description: string) => Nullable(Type.String({ pattern: CLOCK, description, examples: ['22:00'] }));

export const Preferences = Type.Object(
  {
    langue: Enum(LANGUES, { description: 'Language of the screens and of letters' }),
    timezone: Type.String({ maxLength: 64, description: 'IANA name', examples: ['Europe/Paris'] }),
    notifications: NotificationChoices,
    quietHoursStart: QuietTime(
      'From when no letter about a notification is sent, in `timezone`; null without quiet hours',
    ),
    quietHoursEnd: QuietTime('Until when; they may go over midnight'),
  },
  { title: 'Preferences' },
);
export type Preferences = Static<typeof Preferences>;

/** What a person, and an administrator, may see of an account. */
export const User = Type.Object(
  {
    ...Person.properties,
    email: Type.String(),
    isActive: Type.Boolean(),
    telephone: Nullable(Type.String()),
    adresse: Nullable(Type.String()),
    bio: Nullable(Type.String()),
    emailVerifiedAt: Nullable(DateTime),
    onboardedAt: Nullable({
      ...DateTime,
      description: 'When the questions of the first sign-in were answered or put off',
    }),
    wantsRole: Nullable({ ...RoleWord, description: 'The role asked for, until an administrator has decided' }),
    createdAt: DateTime,
    preferences: Preferences,
  },
  { title: 'User' },
);
export type User = Static<typeof User>;

/** What administrators see of somebody. */
export const AdministeredUser = Type.Object(
  {
    ...User.properties,
    deactivatedAt: Nullable(DateTime),
    deactivationReason: Nullable(Type.String({ description: 'Why, in the words of whoever did it' })),
    hasSecondFactor: Type.Boolean({ description: 'Whether signing in takes an application or a passkey as well' }),
  },
  { title: 'AdministeredUser' },
);
export type AdministeredUser = Static<typeof AdministeredUser>;

export const SignedIn = Type.Object(
  {
    message: Type.String(),
    user: User,
    token: Type.String({
      description: 'The session’s secret, for use as a bearer; browsers get it as a cookie as well',
    }),
  },
  { title: 'SignedIn' },
);

export const Email = Type.String({
  minLength: 1,
  maxLength: 320,
  description: 'Trimmed and put in lower case',
  examples: ['jean.dupont@example.com'],
});
const Password = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: '8 to 72 bytes in UTF-8, not among the most common, without the name or the address',
});
const PASSWORD_REFUSED = [
  'ACCOUNT_PASSWORD_TOO_SHORT',
  'ACCOUNT_PASSWORD_TOO_LONG',
  'ACCOUNT_PASSWORD_COMMON',
  'ACCOUNT_PASSWORD_HOLDS_NAME',
] as const;
const Name = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });
const Prenom = Name('First name');
const Nom = Name('Last name');
export const SecretLinkToken = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'From the link in the letter',
});

export const registerContract = contract({
  summary: 'Ask for an account',
  description:
    'Answers alike whether the address is known or not. A letter goes to the address: with a link that opens the account, or, where there is one already, saying so.',
  tags: ['accounts'],
  body: Body({ email: Email, password: Password, prenom: Prenom, nom: Nom }),
  status: 202,
  response: MessageAnswer,
  errors: ['ACCOUNT_EMAIL_INVALID', ...PASSWORD_REFUSED, 'ACCOUNT_TEXT_REFUSED', 'ACCOUNT_TOO_MANY_LETTERS'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const confirmEmailContract = contract({
  summary: 'Confirm an e-mail address',
  description: 'Opens the account and signs in. A link is good for 24 hours, and once.',
  tags: ['accounts'],
  body: Body({ token: SecretLinkToken }),
  response: SignedIn,
  errors: ['AUTH_LINK_INVALID'],
  rateLimit: { max: 60, windowSeconds: 60 },
});

/** A letter that anybody may ask for, to an address that may be anybody's. */
const letterContract = (summary: string) =>
  contract({
    summary,
    description: 'Answers alike whether the address is known or not. At most five letters an hour go to an address.',
    tags: ['accounts'],
    body: Body({ email: Email }),
    status: 202,
    response: MessageAnswer,
    errors: ['ACCOUNT_EMAIL_INVALID', 'ACCOUNT_TOO_MANY_LETTERS'],
    rateLimit: { max: 30, windowSeconds: 60 },
  });

export const resendConfirmationContract = letterContract('Ask for another letter of confirmation');

export const requestPasswordResetContract = letterContract('Ask for a letter with a link that sets a new password');

export const resetPasswordContract = contract({
  summary: 'Set a new password by a link',
  description: 'A link is good for one hour, and once. Every session of the account is closed.',
  tags: ['accounts'],
  body: Body({ token: SecretLinkToken, password: Password }),
  response: MessageAnswer,
  errors: ['AUTH_LINK_INVALID', ...PASSWORD_REFUSED],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const acceptInvitationContract = contract({
  summary: 'Accept an invitation',
  description: 'Sets names and password, opens the account and signs in. A link is good for seven days, and once.',
  tags: ['accounts'],
  body: Body({ token: SecretLinkToken, password: Password, prenom: Prenom, nom: Nom }),
  response: SignedIn,
  errors: ['AUTH_LINK_INVALID', ...PASSWORD_REFUSED, 'ACCOUNT_TEXT_REFUSED'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

/** What the right password of somebody with a second factor gets: no session yet. */
const SecondFactorRequired = Type.Object(
  {
    secondFactorRequired: Type.Literal(true),
    challenge: Type.String({
      description: 'For `POST /auth/second-factor`: good for ten minutes, five tries, and once',
    }),
    methods: Type.Array(Enum(METHODS)),
  },
  { title: 'SecondFactorRequired' },
);

export const loginContract = contract({
  summary: 'Sign in',
  description:
    'Whoever has a second factor is asked for it: `secondFactorRequired`, without a session, and `POST /auth/second-factor` goes on. The session lasts as long as it is used. After five wrong attempts at an account every further one waits, first for a minute and then twice as long each time, up to half an hour; after fifty from a network within fifteen minutes it waits for their end. Until then 429 with `Retry-After`.',
  tags: ['accounts'],
  body: Body({ email: Type.String({ maxLength: 320 }), password: Type.String({ maxLength: 1000 }) }),
  response: Type.Union([SignedIn, SecondFactorRequired]),
  errors: [
    'AUTH_INVALID_CREDENTIALS',
    'AUTH_EMAIL_NOT_CONFIRMED',
    'AUTH_ACCOUNT_DISABLED',
    'AUTH_TOO_MANY_ATTEMPTS',
    'SERVICE_UNAVAILABLE',
  ],
  rateLimit: { max: 300, windowSeconds: 60 },
});

export const readMeContract = contract({
  summary: 'Who am I',
  tags: ['accounts'],
  response: Type.Object({
    user: User,
    consentsOwed: Type.Array(AskedConsent, {
      description:
        'What goes with the account and was not agreed to yet, in the wording of today: to be asked before anything else, and given with `PUT /users/me/consents/{kind}`',
    }),
    impersonator: Nullable({ ...Person, description: 'The administrator who acts in this person’s name' }),
  }),
});

export const readProfileContract = contract({ summary: 'My profile', tags: ['accounts'], response: User });

export const updateProfileContract = contract({
  summary: 'Change my profile',
  description: 'Fields that are not given stay as they are; null empties those that may be empty.',
  tags: ['accounts'],
  body: Body({
    prenom: Type.Optional(Prenom),
    nom: Type.Optional(Nom),
    telephone: Type.Optional(Nullable(Text({ maxLength: 20 }))),
    adresse: Type.Optional(Nullable(Text({ maxLength: 1000 }))),
    bio: Type.Optional(Nullable(Text({ maxLength: 5000 }))),
  }),
  response: User,
  errors: ['ACCOUNT_TEXT_REFUSED'],
});

export const changePasswordContract = contract({
  summary: 'Change my password',
  description: 'Wants the current one. Closes my other sessions, and sends me a letter.',
  tags: ['accounts'],
  body: Body({ currentPassword: Type.String({ maxLength: 1000 }), newPassword: Password }),
  response: MessageAnswer,
  errors: ['ACCOUNT_PASSWORD_WRONG', ...PASSWORD_REFUSED, 'AUTH_TOO_MANY_ATTEMPTS'],
  rateLimit: { max: 30, windowSeconds: 60 },
});

export const readPreferencesContract = contract({
  summary: 'My preferences',
  tags: ['accounts'],
  response: Preferences,
});

/** Of the events and channels there are; others are refused. */
const ChangedChoices = Type.Object(
  Object.fromEntries(
    (Object.keys(NOTIFICATION_EVENTS) as NotificationEvent[]).map((event) => [
      event,
      Type.Optional(
        Type.Object(
          { app: Type.Optional(Type.Boolean()), email: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
      ),
    ]),
  ) as Record<NotificationEvent, TOptional<TObject<{ app: TOptional<TBoolean>; email: TOptional<TBoolean> }>>>, // its own keys
  { additionalProperties: false, description: 'Event → channel → whether it is wanted: those that change' },
);
export type ChangedChoices = Static<typeof ChangedChoices>;

export const updatePreferencesContract = contract({
  summary: 'Change my preferences',
  description:
    'What is not given stays as it is, each choice of `notifications` too. Quiet hours have a beginning and an end, or neither: what would be sent meanwhile is sent when they end, in one letter; what concerns the account is sent at once.',
  tags: ['accounts'],
  body: Body({
    langue: Type.Optional(Preferences.properties.langue),
    timezone: Type.Optional(Preferences.properties.timezone),
    notifications: Type.Optional(ChangedChoices),
    quietHoursStart: Type.Optional(Preferences.properties.quietHoursStart),
    quietHoursEnd: Type.Optional(Preferences.properties.quietHoursEnd),
  }),
  response: Preferences,
  errors: ['ACCOUNT_TIMEZONE_UNKNOWN', 'ACCOUNT_QUIET_HOURS'],
});

const UserParams = Type.Object({ id: Id });

export const listUsersContract = contract({
  summary: 'List people',
  description: 'For administrators. Newest first.',
  tags: ['administration'],
  query: Type.Object({
    ...PageQuery,
    q: Type.Optional(
      Text({ maxLength: 200, description: 'Words to find in names and e-mail, whatever their case and accents' }),
    ),
    role: Type.Optional(RoleWord),
    isActive: Type.Optional(Type.Boolean()),
    isConfirmed: Type.Optional(Type.Boolean({ description: 'Whether the address is confirmed' })),
    hasSecondFactor: Type.Optional(Type.Boolean()),
  }),
  response: pageOf(AdministeredUser),
  errors: ['FORBIDDEN', 'CURSOR_INVALID'],
});

export const inviteUserContract = contract({
  summary: 'Create a person, and invite them',
  description:
    'For administrators. A letter with a link that opens the account, good for seven days, goes to the address; with `invite: false` none goes before `POST /admin/users/:id/invitation`.',
  tags: ['administration'],
  body: Body({
    email: Email,
    prenom: Prenom,
    nom: Nom,
    role: RoleWord,
    invite: Type.Optional(Type.Boolean({ description: 'Whether the letter goes at once; yes unless told' })),
  }),
  status: 201,
  response: AdministeredUser,
  errors: ['FORBIDDEN', 'ACCOUNT_EMAIL_INVALID', 'ACCOUNT_EMAIL_TAKEN', 'ACCOUNT_TEXT_REFUSED'],
});

export const readUserContract = contract({
  summary: 'Read a person',
  description: 'For administrators. Having looked is recorded in the audit log, once an hour.',
  tags: ['administration'],
  params: UserParams,
  response: AdministeredUser,
  errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND'],
});

export const changeUserContract = contract({
  summary: 'Change the role of a person, deactivate or reactivate them',
  description:
    'For administrators, and never about oneself. Whoever is deactivated is signed out everywhere, and their tickets are assigned to nobody. Whoever was erased stays so.',
  tags: ['administration'],
  params: UserParams,
  body: Body({
    role: Type.Optional(RoleWord),
    isActive: Type.Optional(Type.Boolean()),
    reason: Type.Optional(
      Nullable(Text({ maxLength: 500, description: 'Why they are deactivated, for administrators to read' })),
    ),
  }),
  response: AdministeredUser,
  errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND', 'ACCOUNT_ERASED', 'ACCOUNT_OWN_RIGHTS', 'ACCOUNT_LAST_ADMINISTRATOR'],
});

export const sendInvitationContract = contract({
  summary: 'Send the invitation, for the first time or once more',
  description: 'For administrators. The links of earlier invitations stay good until one is used.',
  tags: ['administration'],
  params: UserParams,
  status: 202,
  response: MessageAnswer,
  errors: ['FORBIDDEN', 'ACCOUNT_NOT_FOUND', 'ACCOUNT_ALREADY_OPEN', 'ACCOUNT_DISABLED'],
});
