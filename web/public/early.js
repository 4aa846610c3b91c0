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

// Says so when a part of the application does not arrive before its first page is there: a line that broke off, or a
// version that was replaced meanwhile. Knows its words, and needs no style sheet: neither may have come.
(() => {
  const WORDS = {
    fr: {
      title: 'Staka n’a pas pu s’ouvrir',
      text: 'Une partie de l’application n’est pas arrivée : la connexion s’est interrompue, ou une nouvelle version vient d’être installée. Ce que vous aviez enregistré est en sûreté.',
      again: 'Réessayer',
    },
    en: {
      title: 'Staka could not open',
      text: 'Part of the application did not arrive: the connection broke off, or a new version has just been installed. What you had saved is safe.',
      again: 'Try again',
    },
  };

  addEventListener('staka:start-failed', say);
  // Heard on its way down: such an error does not rise from the script.
  addEventListener('error', (event) => event.target instanceof HTMLScriptElement && say(), true);

  function say() {
    if (document.readyState === 'loading') return document.addEventListener('DOMContentLoaded', say, { once: true });
    const root = document.getElementById('root');
    if (!root || root.childElementCount > 0) return;
    const words = WORDS[langue()];
    document.documentElement.lang = langue();
    document.title = `${words.title} – Staka`;
    const main = added(root, 'main', '', { maxWidth: '32rem', margin: '20vh auto 0', padding: '0 1.5rem' });
    main.style.font = '1rem/1.5 var(--font-sans, system-ui, sans-serif)';
    const said = added(main, 'div', '', {});
    said.setAttribute('role', 'alert');
    added(said, 'h1', words.title, { font: '600 1.625rem/1.3 var(--font-serif, Georgia, serif)', margin: '0' });
    added(said, 'p', words.text, { margin: '1rem 0 2rem' });
    const button = added(main, 'button', words.again, {
      font: 'inherit',
      fontWeight: '500',
      minHeight: '2.75rem',
      padding: '0 1.125rem',
      border: '0',
      borderRadius: '8px',
      cursor: 'pointer',
      color: 'var(--color-on-accent, Canvas)',
      background: 'var(--color-accent, CanvasText)',
    });
    button.type = 'button';
    button.addEventListener('click', () => location.reload());
    addEventListener('online', () => location.reload());
  }

  /** As the application finds it (`web/i18n/langue.ts`). */
  function langue() {
    let chosen = null;
    try {
      chosen = localStorage.getItem('staka.langue');
    } catch {
      // Forbidden: the browser's is then taken.
    }
    const asked = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
    return asked.find((tag) => tag === 'fr' || tag === 'en') ?? 'fr';
  }

  function added(parent, name, text, style) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    Object.assign(element.style, style);
    parent.append(element);
    return element;
  }
})();
