import { setTimeout as wait } from 'node:timers/promises';
import { type Acts, Refused } from './acts.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** People at work on a server, until it dies or they are told to stop. */
export interface Load {
  /** Resolves when everybody has had an answer, or knows that there will be none. */
  stop(): Promise<void>;
}

export function startLoad(
  acts: Acts,
  { world, ledger, random }: { world: World; ledger: Ledger; random: Random },
): Load {
  let stopped = false;
  const repeat = async (act: () => Promise<unknown>, pauseMs: number) => {
    while (!stopped) {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof Refused)) return; // the connection is gone, and the server with it
        // Whoever is too quick for a limit waits; nothing else is to be refused.
        if (error.status !== 429) ledger.surprises.push(error.message);
        await wait(200);
      }
      await wait(random.between(0, pauseMs));
    }
  };
  const { conversations, toDeliver } = world;
  const people = [
    ...conversations.map((work) => repeat(() => acts.say(work.client, work), 60)),
    repeat(() => say(conversations), 60),
    repeat(() => upload(conversations), 30),
    repeat(() => upload(conversations), 30),
    repeat(deliver, 30),
    repeat(() => acts.register(), 150),
  ];
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(people);
    },
  };

  function say(works: World['conversations']): Promise<void> {
    const work = random.pick(works);
    return acts.say(work.correcteur, work);
  }

  function upload(works: World['conversations']): Promise<string> {
    const work = random.pick(works);
    return acts.upload(work.client, work, 'MANUSCRIT');
  }

  async function deliver(): Promise<void> {
    const work = toDeliver.shift();
    if (!work) {
      await wait(100);
      return;
    }
    const fileId = await acts.upload(work.correcteur, work, 'CORRECTION');
    await acts.deliver(work, [fileId]);
  }
}

/** Does what people do once the server is back: sends again what was never answered. Returns what they found missing. */
export async function takeUpAgain(acts: Acts, ledger: Ledger): Promise<string[]> {
  const missing: string[] = [];
  for (const id of [...ledger.unansweredMessages.keys()]) await acts.sayAgain(id);
  for (const upload of [...ledger.unfinishedUploads.values()]) {
    const ofUpload = ledger.claims.filter((claim) => claim.kind === 'upload' && claim.id === upload.id);
    const kept = Math.max(0, ...ofUpload.map((claim) => (claim.kind === 'upload' ? claim.offset : 0)));
    try {
      const offset = await acts.resume(upload);
      if (offset < kept) missing.push(`upload ${upload.id} is at ${offset} and had said ${kept}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      missing.push(`upload ${upload.id} does not go on: ${error.message}`);
    }
  }
  for (const commandeId of [...ledger.unansweredDeliveries.keys()]) await acts.deliverAgain(commandeId);
  return missing;
}
