import { Link } from '@tanstack/react-router';
import Search from 'lucide-react/icons/search';
import { useWords } from '../../i18n/words.tsx';
import { usePalette } from './palette-host.tsx';
import { usePlaceCount, usePlaces } from './places.ts';
import { UserMenu } from './user-menu.tsx';

const CELL =
  'relative flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 text-ink-soft max-[22.5rem]:text-[0.625rem] data-[status=active]:text-accent data-[status=active]:font-medium';

/** The foot of a phone: at most five. */
export function BottomBar() {
  const words = useWords().shell;
  const openPalette = usePalette();
  const countOf = usePlaceCount();
  const places = usePlaces()
    .filter((place) => place.stands.includes('foot'))
    .slice(0, 3);
  return (
    <nav
      aria-label={words.navigation}
      className="fixed inset-x-0 bottom-0 z-20 flex h-15 border-line border-t bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {places.map((place) => (
        <Link key={place.id} to={place.to} activeOptions={{ exact: false, includeSearch: false }} className={CELL}>
          <place.icon aria-hidden className="icon size-5" />
          <span className="max-w-full truncate px-0.5">{words.nav[place.id]}</span>
          <UnreadDot {...countOf(place)} />
        </Link>
      ))}
      <button type="button" onClick={openPalette} className={CELL}>
        <Search aria-hidden className="icon size-5" />
        <span>{words.goTo}</span>
      </button>
      <div className={CELL}>
        <UserMenu />
      </div>
    </nav>
  );
}

function UnreadDot(props: { count: number; label: string }) {
  if (props.count === 0) return null;
  return (
    <>
      <span aria-hidden className="absolute top-1.5 left-1/2 ms-2 size-2 rounded-full bg-accent ring-2 ring-paper" />
      <span className="sr-only">, {props.label}</span>
    </>
  );
}
