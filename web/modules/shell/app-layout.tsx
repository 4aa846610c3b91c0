import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { isProofWanted, onProofWanted } from '../../api/fresh-proof.ts';
import { isReauthenticating, onReauthentication } from '../../api/reauthentication.ts';
import { isSecondFactorMissing, onSecondFactor } from '../../api/second-factor.ts';
import { useImpersonator, useMe } from '../../api/session.ts';
import type { Langue } from '../../i18n/langue.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { useRealtime } from '../../realtime/realtime.tsx';
import { usePeopleSource } from '../admin-users/use-people-source.ts';
import { useCommandesInPalette } from '../commandes/use-commandes-in-palette.ts';
import { usePendingWork } from '../commandes/use-pending-work.ts';
import { useNotificationNews } from '../notifications/use-notification-news.ts';
import { BottomBar } from './bottom-bar.tsx';
import { OfflineLine } from './offline-line.tsx';
import { PaletteHost } from './palette-host.tsx';
import { Rail } from './rail.tsx';

const ProveAgain = lazy(async () => ({ default: (await import('../accounts/prove-again.tsx')).ProveAgain }));
const ImpersonationBanner = lazy(async () => ({
  default: (await import('../impersonation/banner.tsx')).ImpersonationBanner,
}));
const SignInAgain = lazy(async () => ({ default: (await import('../accounts/sign-in-again.tsx')).SignInAgain }));

/** The frame of every page behind the door: rail or bottom bar, the line's state, palette, and signing in again in place. */
export function AppLayout() {
  const words = useWords();
  useRealtime();
  useNotificationNews();
  usePendingWork();
  useLangueOfPerson();
  useCommandesInPalette();
  usePeopleSource();
  const proofWanted = useSyncExternalStore(onProofWanted, isProofWanted);
  useWayToSecondFactor();
  const impersonator = useImpersonator();
  const sessionEnded = useSyncExternalStore(onReauthentication, isReauthenticating);
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      >
        {words.shell.skip}
      </a>
      <OfflineLine />
      <PaletteHost>
        <div className="lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] peer-data-shown:[--line-height:1.75rem]">
          <Rail />
          <div className="min-w-0">
            <main id="content" tabIndex={-1} className="min-h-dvh pb-20 lg:pb-0">
              <Outlet />
            </main>
            <Suspense>{impersonator ? <ImpersonationBanner /> : null}</Suspense>
          </div>
        </div>
        <BottomBar />
      </PaletteHost>
      <Suspense>{sessionEnded ? <SignInAgain /> : null}</Suspense>
      <Suspense>{proofWanted ? <ProveAgain /> : null}</Suspense>
    </>
  );
}

/** Where this space asks a second factor and none was given, the way leads to where it is set up or given. */
function useWayToSecondFactor(): void {
  const missing = useSyncExternalStore(onSecondFactor, isSecondFactorMissing);
  const navigate = useNavigate();
  useEffect(() => {
    if (missing) void navigate({ to: '/app/compte', search: { onglet: 'securite' } });
  }, [missing, navigate]);
}

/** The language kept with the account wins over the device's, when it is read and whenever it changes elsewhere. */
function useLangueOfPerson(): void {
  const { preferences } = useMe();
  const { langue, speak } = useLangue();
  const follow = useEffectEvent((wanted: Langue) => {
    if (wanted !== langue) void speak(wanted);
  });
  useEffect(() => follow(preferences.langue), [preferences.langue]);
}
