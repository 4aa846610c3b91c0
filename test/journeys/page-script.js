// Runs in every page that `inspection.ts` looks at, beside axe-core: what only the page itself can tell.
globalThis.inspection = {
  /** Waits until the page is whole: nothing is being loaded, its fonts are in place and nothing moves any more. */
  async settle() {
    const patience = AbortSignal.timeout(15_000);
    const isLoading = () =>
      document.querySelector('h1') === null || document.querySelector('main [aria-busy="true"], .skeleton') !== null;
    while (isLoading()) {
      patience.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  },

  /** Another theme changes colours and nothing else. */
  async audit({ coloursOnly }) {
    const rules = coloursOnly ? { runOnly: ['color-contrast'] } : {};
    const { violations } = await axe.run({ resultTypes: ['violations'], ...rules });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? help}`),
      );
  },

  /** What every page has: a language, a title of its window, one h1, and no more width than the window. */
  shape() {
    const { scrollWidth, clientWidth } = document.documentElement;
    const headings = document.querySelectorAll('h1').length;
    return [
      ...(document.documentElement.lang === 'fr' ? [] : [`lang is “${document.documentElement.lang}”`]),
      ...(/^.+ · Staka$/.test(document.title) ? [] : [`the title is “${document.title}”`]),
      ...(headings === 1 ? [] : [`${headings} h1`]),
      ...(scrollWidth <= clientWidth ? [] : [`scrolls sideways: ${scrollWidth} px in ${clientWidth}`]),
    ];
  },

  /** Where its links lead on this site. */
  links() {
    const addresses = [...document.querySelectorAll('a[href]')].map((link) => new URL(link.href));
    return addresses
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, search }) => pathname + search);
  },
};
