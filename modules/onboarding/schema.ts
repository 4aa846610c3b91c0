import { type Static, Type } from 'typebox';
import { User } from '#modules/accounts/module.ts';
import { LANGUES } from '#platform/http/actor.ts';
import { contract } from '#platform/http/contract.ts';
import { PageQuery, pageOf } from '#platform/http/page.ts';
import { Body, DateTime, Enum, Id, Nullable, Text } from '#platform/http/types.ts';

const Name = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });

const Expertise = Type.Array(Text({ minLength: 1, maxLength: 60 }), {
  maxItems: 10,
  uniqueItems: true,
  description: 'What they are good at, in a few words each',
});
const HourlyRateCents = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Cents an hour' });

const Mentor = Type.Object(
  {
    expertise: Expertise,
    hourlyRateCents: HourlyRateCents,
    bio: Text({ maxLength: 5000, description: 'What authors read of them' }),
  },
  { additionalProperties: false, title: 'MentorAnswers' },
);

export const readOnboardingContract = contract({
  summary: 'What I have answered so far',
  tags: ['accounts'],
  response: Type.Object({
    user: User,
    mentor: Nullable(Type.Object({ expertise: Expertise, hourlyRateCents: HourlyRateCents })),
    approvalRequired: Type.Boolean({ description: 'Whether an administrator has to say yes to a mentor' }),
  }),
});

export const answerOnboardingContract = contract({
  summary: 'Answer the questions of the first sign-in',
  description:
    'Author or mentor, and what each needs; `mentor` goes with MENTOR. Whoever asks to be a mentor becomes one once an administrator has said yes, or at once where MENTOR_APPROVAL is `none`; until then they are an author, and `wantsRole` says what they wait for.',
  tags: ['accounts'],
  body: Body({
    role: Enum(['USER', 'MENTOR'], { description: 'USER author, or MENTOR' }),
    prenom: Name('First name'),
    nom: Name('Last name'),
    langue: Enum(LANGUES),
    timezone: Type.String({ maxLength: 64, description: 'IANA name', examples: ['Europe/Paris'] }),
    mentor: Type.Optional(Mentor),
  }),
  response: User,
  errors: [
    'ONBOARDING_NOT_FOR_ROLE',
    'ONBOARDING_MENTOR_INCOMPLETE',
    'ACCOUNT_TEXT_REFUSED',
    'ACCOUNT_TIMEZONE_UNKNOWN',
  ],
});

export const postponeOnboardingContract = contract({
  summary: 'Answer later',
  description: 'The questions are not asked again by themselves.',
  tags: ['accounts'],
  response: User,
});

export const RoleRequest = Type.Object(
  {
    userId: Id,
    prenom: Type.String(),
    nom: Type.String(),
    email: Type.String(),
    bio: Nullable(Type.String()),
    role: Type.String({ description: 'The role asked for' }),
    expertise: Type.Array(Type.String()),
    hourlyRateCents: Nullable(Type.Integer()),
    createdAt: DateTime,
  },
  { title: 'RoleRequest' },
);
export type RoleRequest = Static<typeof RoleRequest>;

export const listRoleRequestsContract = contract({
  summary: 'Who asks for a role',
  description: 'For administrators. Newest account first.',
  tags: ['administration'],
  query: Type.Object(PageQuery),
  response: pageOf(RoleRequest),
  errors: ['FORBIDDEN', 'CURSOR_INVALID'],
});

export const decideRoleRequestContract = contract({
  summary: 'Say yes or no to somebody who asks for a role',
  description:
    'For administrators. The person is told, with the reason if there is one; whoever is refused stays what they are, and may ask again.',
  tags: ['administration'],
  params: Type.Object({ id: Id }),
  body: Body({
    accepted: Type.Boolean(),
    reason: Type.Optional(Nullable(Text({ maxLength: 500, description: 'Why, for the person to read' }))),
  }),
  response: User,
  errors: ['FORBIDDEN', 'ROLE_REQUEST_NOT_FOUND'],
});
