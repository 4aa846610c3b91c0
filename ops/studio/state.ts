import type { Context } from '#platform/context.ts';
import { type Catalogue, readableOf, readCatalogue } from './catalogue.ts';
import type { StudioReader } from './reader.ts';
import { ReaderKeeper } from './readers/open-reader.ts';

interface State {
  catalogue: Promise<Catalogue> | undefined;
  readonly keeper: ReaderKeeper;
}

const states = new WeakMap<Context, State>();

/** What the tables are made of, as it was when the data browser was last opened. */
export function catalogueFor(context: Context, { fresh = false } = {}): Promise<Catalogue> {
  const state = stateOf(context);
  if (!fresh && state.catalogue) return state.catalogue;
  const reading = readCatalogue(context);
  state.catalogue = reading;
  reading.catch(() => {
    state.catalogue = undefined;
  });
  return reading;
}

/** Null where the database lets us have none. */
export async function readerFor(context: Context): Promise<StudioReader | null> {
  return stateOf(context).keeper.get(readableOf(await catalogueFor(context)));
}

export async function closeStudio(context: Context): Promise<void> {
  await states.get(context)?.keeper.close();
  states.delete(context);
}

function stateOf(context: Context): State {
  const state = states.get(context) ?? { catalogue: undefined, keeper: new ReaderKeeper(context) };
  states.set(context, state);
  return state;
}
