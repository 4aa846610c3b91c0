import './quiet.ts';
import './studio.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '../../api/query-client.ts';
import { armReauthentication } from '../../api/reauthentication.ts';
import { sessionQuery } from '../../api/session.ts';
import { langueOfDevice, loadWords } from '../../i18n/langue.ts';
import { WordsProvider } from '../../i18n/words.tsx';
import { StudioPage } from './studio-page.tsx';

void start();

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root');
  const langue = langueOfDevice();
  // Served by `staka studio` there is nobody of Staka's to be.
  const [words, me] = await Promise.all([loadWords(langue), queryClient.fetchQuery(sessionQuery).catch(() => null)]);
  // This page has no form to sign in again with: it leads to the door instead.
  armReauthentication(false);
  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <WordsProvider langue={langue} words={words}>
          <QueryClientProvider client={queryClient}>
            <StudioPage signedIn={me !== null} />
          </QueryClientProvider>
        </WordsProvider>
      </CSPProvider>
    </StrictMode>,
  );
}
