import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

/** The hash with which a page elsewhere asks for the next thing to be begun on arrival. */
export const ACT_NOW = 'agir';

/** Runs once when the page was asked to act, and takes the request out of the address: a reload does not repeat it. */
export function useArrival(act: () => void): void {
  const navigate = useNavigate();
  const isAsked = useLocation({ select: ({ hash }) => hash === ACT_NOW });
  const run = useEffectEvent(act);
  useEffect(() => {
    if (!isAsked) return;
    void navigate({ to: '.', search: true, hash: '', replace: true, resetScroll: false });
    run();
  }, [isAsked, navigate]);
}
