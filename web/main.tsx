import './ui/app.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.ts';
import { langueOfDevice, loadWords } from './i18n/langue.ts';
import { WordsProvider } from './i18n/words.tsx';
import { router } from './router.ts';
import { listenToKeyboard } from './ui/keyboard/shortcuts.ts';

start().catch((error: unknown) => {
  console.error(error);
  // `public/early.js` says so: it has arrived for certain.
  dispatchEvent(new Event('staka:start-failed'));
});

/** Not awaited at the top level: pages import from the file this is in, and would wait for it while it waits for them. */
async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root');
  const langue = langueOfDevice();
  const [words] = await Promise.all([loadWords(langue), router.load()]);
  listenToKeyboard();
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <WordsProvider langue={langue} words={words}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </WordsProvider>
      </CSPProvider>
    </StrictMode>,
  );
}
