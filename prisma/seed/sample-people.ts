import { hash } from '@node-rs/bcrypt';
import type { Role } from '#platform/db/database.gen.ts';
import type { Db } from '#platform/db/db.ts';
import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { sampleId } from './sample-id.ts';

/** The two people of the sample data, who may have been there before under ids of their own. */
export interface SamplePeople {
  adminId: string;
  authorId: string;
  /** The rows to add for those who are missing. */
  rows: SampleRows;
}

const BCRYPT_ROUNDS = 12;

const ADMIN: Person = {
  number: 1,
  email: 'admin@staka-editions.com',
  password: 'admin123',
  role: 'ADMIN',
  prenom: 'Sophie',
  nom: 'Lambert',
  telephone: '+33 1 42 00 00 01',
  adresse: '12 rue des Imprimeurs, 75011 Paris',
  bio: 'Responsable éditoriale de Staka Éditions ; corrige aussi les manuscrits quand l’équipe est au complet.',
};

const AUTHOR: Person = {
  number: 2,
  email: 'user@example.com',
  password: 'user123',
  role: 'USER',
  prenom: 'Julien',
  nom: 'Moreau',
  telephone: '+33 6 12 00 00 02',
  adresse: '8 quai des Tanneurs, 44000 Nantes',
  bio: 'Enseignant et auteur de nouvelles.',
};

/** Finds the two people by their addresses; the passwords of those who are missing are hashed here, outside of any transaction. */
export async function settlePeople(db: Db, now: Date): Promise<SamplePeople> {
  const [admin, author] = await Promise.all([settle(db, ADMIN, now), settle(db, AUTHOR, now)]);
  return {
    adminId: admin.id,
    authorId: author.id,
    rows: {
      users: [admin, author].flatMap(({ user }) => user ?? []),
      user_preferences: [admin, author].flatMap(({ preferences }) => preferences ?? []),
    },
  };
}

interface Person {
  number: number;
  email: string;
  password: string;
  role: Role;
  prenom: string;
  nom: string;
  telephone: string;
  adresse: string;
  bio: string;
}

async function settle(db: Db, person: Person, now: Date) {
  const { number, password, ...columns } = person;
  const found = await db.selectFrom('users').select('id').where('email', '=', person.email).executeTakeFirst();
  if (found) return { id: found.id, user: undefined, preferences: undefined };
  const id = sampleId('user', number);
  const createdAt = daysBefore(now, 30);
  const user = {
    ...columns,
    id,
    password: await hashOnce(password),
    emailVerifiedAt: createdAt,
    onboardedAt: createdAt,
    createdAt,
  };
  return { id, user, preferences: { id: sampleId('preferences', number), userId: id, langue: 'fr', createdAt } };
}

const hashed = new Map<string, Promise<string>>();

/** A process that seeds several databases, as tests do, hashes each password once. */
function hashOnce(password: string): Promise<string> {
  const known = hashed.get(password) ?? hash(password, { cost: BCRYPT_ROUNDS });
  hashed.set(password, known);
  return known;
}
