import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#platform/db/db.ts';
import type { Claim } from './ledger.ts';

export interface Standing {
  readonly db: Db;
  readonly dataDir: string;
  /** Asks the server for the bytes of a file. */
  readonly download: (id: string, token: string) => Promise<Buffer>;
}

/** What was acknowledged and is not there. */
export async function missingClaims(standing: Standing, claims: readonly Claim[]): Promise<string[]> {
  const missing: string[] = [];
  for (const claim of claims) {
    const reason = await missingPart(standing, claim).catch((error) => String(error));
    if (reason !== null) missing.push(`${nameOf(claim)}: ${reason}`);
  }
  return missing;
}

function nameOf(claim: Claim): string {
  switch (claim.kind) {
    case 'registration':
      return `registration of ${claim.email}`;
    case 'delivery':
      return `delivery of ${claim.commandeId}`;
    case 'upload':
      return `upload ${claim.id} up to ${claim.offset}`;
    default:
      return `${claim.kind} ${claim.id}`;
  }
}

/** Null when all of it is there. */
async function missingPart(standing: Standing, claim: Claim): Promise<string | null> {
  const { db } = standing;
  switch (claim.kind) {
    case 'registration': {
      const user = await db.selectFrom('users').select('id').where('email', '=', claim.email).executeTakeFirst();
      return user ? null : 'no such person';
    }
    case 'message': {
      const row = await db.selectFrom('messages').selectAll().where('id', '=', claim.id).executeTakeFirst();
      if (!row) return 'no such message';
      return row.content === claim.content && row.commandeId === claim.commandeId ? null : 'it says something else';
    }
    case 'delivery':
      return missingOfDelivery(db, claim);
    case 'upload':
      return missingOfUpload(standing, claim);
    case 'file':
      return missingOfFile(standing, claim);
  }
}

async function missingOfDelivery(db: Db, { commandeId }: Extract<Claim, { kind: 'delivery' }>) {
  const commande = await db
    .selectFrom('commandes')
    .select('statut')
    .where('id', '=', commandeId)
    .executeTakeFirstOrThrow();
  return commande.statut === 'TERMINE' ? null : `the commande is ${commande.statut}`;
}

async function missingOfUpload({ db, dataDir }: Standing, { id, offset }: Extract<Claim, { kind: 'upload' }>) {
  if (await db.selectFrom('files').select('id').where('id', '=', id).executeTakeFirst()) return null;
  const upload = await db.selectFrom('uploads').select('id').where('id', '=', id).executeTakeFirst();
  if (!upload) return 'neither upload nor file';
  if (offset === 0) return null;
  const { size } = await stat(join(dataDir, 'uploads', id));
  return size >= offset ? null : `it is at ${size}`;
}

async function missingOfFile({ db, download }: Standing, claim: Extract<Claim, { kind: 'file' }>) {
  const file = await db.selectFrom('files').selectAll().where('id', '=', claim.id).executeTakeFirst();
  if (!file) return 'no such file';
  const bytes = await download(claim.id, claim.by);
  const same = createHash('sha256').update(bytes).digest('hex') === claim.sha256;
  return same ? null : `its bytes are not those that were sent (${bytes.length} of ${claim.size})`;
}
