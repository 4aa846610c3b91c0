// Runs before the first paint: theme and language as chosen on this device (`web/ui/theme.ts`, `web/i18n/langue.ts`).
(() => {
  try {
    const theme = localStorage.getItem('staka.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    const langue = localStorage.getItem('staka.langue');
    if (langue === 'fr' || langue === 'en') document.documentElement.lang = langue;
  } catch {
    // Storage may be forbidden; the system's theme and French are then used.
  }
})();
