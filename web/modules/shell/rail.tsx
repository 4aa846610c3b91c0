import { Link } from '@tanstack/react-router';
import Search from 'lucide-react/icons/search';
import { useWords } from '../../i18n/words.tsx';
import { CountBadge } from '../../ui/badge.tsx';
import { Keys } from '../../ui/keyboard/keys.tsx';
import { NotificationsPanel } from '../notifications/notifications-panel.tsx';
import { usePalette } from './palette-host.tsx';
import { usePlaceCount, usePlaces } from './places.ts';
import { UserMenu } from './user-menu.tsx';
import { Wordmark } from './wordmark.tsx';

/** The left side at 1024 pixels and more. */
export function Rail() {
  const words = useWords().shell;
  const places = usePlaces().filter((place) => place.stands.includes('rail'));
  const openPalette = usePalette();
  const countOf = usePlaceCount();
  return (
    <header className="sticky top-(--line-height,0px) hidden h-[calc(100dvh-var(--line-height,0px))] flex-col gap-1 border-line border-e px-3 pt-5 pb-3 lg:flex">
      <div className="mb-3 flex items-center justify-between ps-2">
        <Wordmark />
        <NotificationsPanel side="right" />
      </div>
      <button
        type="button"
        onClick={openPalette}
        className="mb-3 flex h-9 items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-14 text-ink-soft transition-colors hover:border-line-strong hover:text-ink"
      >
        <Search aria-hidden className="icon size-4" />
        <span className="grow text-start">{words.goTo}</span>
        <Keys keys="mod+k" />
      </button>
      <nav aria-label={words.navigation} className="grid gap-0.5">
        {places.map((place) => (
          <Link
            key={place.id}
            to={place.to}
            activeOptions={{ exact: false, includeSearch: false }}
            className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-14 text-ink-soft transition-colors hover:bg-hover hover:text-ink data-[status=active]:bg-hover data-[status=active]:font-medium data-[status=active]:text-ink"
          >
            <place.icon aria-hidden className="icon" />
            <span className="grow">{words.nav[place.id]}</span>
            <CountBadge {...countOf(place)} />
          </Link>
        ))}
      </nav>
      <div className="mt-auto">
        <UserMenu withName />
      </div>
    </header>
  );
}
