/** The lengths that lists of ids are filled up to, so that a few statements, compiled once, serve lists of any length. */
export const LIST_LENGTHS = [1, 2, 5, 20, 100] as const;
export type ListLength = (typeof LIST_LENGTHS)[number];

/** The ids in lists of those lengths, the last one filled up with an id that is in it: for `in`, which takes it twice. */
export function paddedLists(ids: readonly string[]): string[][] {
  const lists: string[][] = [];
  for (let start = 0; start < ids.length; start += 100) {
    const list = ids.slice(start, start + 100);
    const length = LIST_LENGTHS.find((known) => known >= list.length) ?? 100;
    const last = list.at(-1) ?? '';
    while (list.length < length) list.push(last);
    lists.push(list);
  }
  return lists;
}

/** One of something for each length. */
export function forEachLength<T>(make: (length: ListLength) => T): ReadonlyMap<number, T> {
  return new Map(LIST_LENGTHS.map((length) => [length, make(length)]));
}
