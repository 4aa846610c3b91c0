import { onlineManager, useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { isReauthenticating, onReauthentication } from '../../api/reauthentication.ts';
import { sessionQuery } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { useOnline } from '../../realtime/realtime.tsx';

const PATIENCE_MS = 3_000;

/** A thin line at the top while there is no connection. A break of less than three seconds is not worth a word. */
export function OfflineLine() {
  const words = useWords();
  // Without a session there is no socket either, and the dialog says so already.
  const signingIn = useSyncExternalStore(onReauthentication, isReauthenticating);
  const online = useOnline() || signingIn;
  const hasNetwork = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  // Asked as soon as the socket closes: a maintenance says so, and what it is for.
  const { error } = useQuery(sessionQuery);
  const maintenance = error instanceof ApiError && error.code === 'MAINTENANCE' ? error.message : null;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(!online), online ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [online]);
  return (
    <div role="status" data-shown={shown || undefined} className="peer sticky top-0 z-30">
      {shown ? (
        <p className="border-warning/30 border-b bg-warning-soft px-4 py-1 text-center text-13 text-ink lg:h-7 lg:truncate">
          {maintenance ?? (hasNetwork ? words.shell.reconnecting : words.shell.offline)}
        </p>
      ) : null}
    </div>
  );
}
