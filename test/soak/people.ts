import { aCommande } from '#modules/commandes/factory.ts';
import { aSession } from '#modules/sessions/factory.ts';
import { type Db, openDatabase } from '#platform/db/db.ts';
import { newId } from '#platform/ids.ts';

export interface SoakPerson {
  readonly token: string;
  readonly commandeId: string;
}

/** So many people, in pairs of author and corrector with a commande of theirs, all signed in. */
export async function makePeople(url: string, count: number): Promise<SoakPerson[]> {
  const db = await openDatabase({ url });
  try {
    const people: SoakPerson[] = [];
    for (let pair = 0; pair < count / 2; pair += 1) {
      const [client, correcteur] = [await makePerson(db, 'USER'), await makePerson(db, 'CORRECTOR')];
      const commandeId = await aCommande(db, { client, correcteur });
      people.push({ token: client.token, commandeId }, { token: correcteur.token, commandeId });
    }
    return people;
  } finally {
    await db.destroy();
  }
}

async function makePerson(db: Db, role: 'USER' | 'CORRECTOR'): Promise<{ id: string; token: string }> {
  const id = newId();
  const person = { id, role, email: `${id}@example.com`, prenom: 'Camille', nom: role, emailVerifiedAt: new Date() };
  await db.insertInto('users').values(person).execute();
  return { id, token: await aSession(db, id) };
}
