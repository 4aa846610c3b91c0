import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { LiveRegion } from '../../ui/live-region.tsx';
import { ToastRegion } from '../../ui/toast.tsx';

export function RootLayout() {
  useFocusOnNavigation();
  return (
    <>
      <Outlet />
      <LiveRegion />
      <ToastRegion />
    </>
  );
}

/** On another page the focus goes to its title, so that screen readers say where one is and Tab starts there. */
function useFocusOnNavigation(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        const title = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
        if (!title?.contains(document.activeElement)) title?.focus({ preventScroll: true });
      }),
    [router],
  );
}
