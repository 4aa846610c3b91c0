import KeyRound from 'lucide-react/icons/key-round';
import MonitorSmartphone from 'lucide-react/icons/monitor-smartphone';
import type { ReactNode } from 'react';
import { TextLink } from '../../ui/text-link.tsx';
import { useTokenWords } from '../api-tokens/use-token-words.ts';
import { useSessionsWords } from '../sessions/use-sessions-words.ts';

/** The ways to the pages of what is signed in: devices, and programs. */
export function SessionsSection() {
  const sessions = useSessionsWords();
  const tokens = useTokenWords();
  return (
    <div className="divide-y divide-line rounded-md border border-line bg-surface">
      <Way icon={<MonitorSmartphone aria-hidden />} text={sessions.lead}>
        <TextLink to="/app/compte/sessions">{sessions.title}</TextLink>
      </Way>
      <Way icon={<KeyRound aria-hidden />} text={tokens.lead}>
        <TextLink to="/app/compte/jetons">{tokens.title}</TextLink>
      </Way>
    </div>
  );
}

function Way(props: { icon: ReactNode; text: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-4 px-4 py-3">
      <span className="flex-none text-ink-soft [&_svg]:size-6 [&_svg]:stroke-[1.5]">{props.icon}</span>
      <div className="grid min-w-0 gap-0.5">
        <h2 className="font-medium text-14">{props.children}</h2>
        <p className="text-13 text-ink-soft">{props.text}</p>
      </div>
    </div>
  );
}
