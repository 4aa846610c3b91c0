type Load = () => Promise<unknown>;

const loads = new Set<Load>();
let begun = false;

/**
 * Has code fetched that will be needed soon: after the first act on the page, when the browser has nothing else to do.
 * The first load stays light, and what opens later opens at once, even when the line has gone meanwhile.
 */
export function fetchAhead(load: Load): void {
  loads.add(load);
  if (begun) return;
  begun = true;
  addEventListener('pointerdown', soon, { once: true, passive: true });
  addEventListener('keydown', soon, { once: true, passive: true });
}

function soon(): void {
  setTimeout(() => {
    for (const load of loads) void load().catch(() => {});
  }, 300);
}
