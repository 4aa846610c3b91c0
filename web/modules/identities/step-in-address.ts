const METHODS = ['totp', 'passkey', 'recovery-code'] as const;

/** The second step of signing in, where another service led back with one: it stands after the `#`, and is read once. */
export function stepInAddress(): { challenge: string; methods: (typeof METHODS)[number][] } | null {
  const parts = new URLSearchParams(location.hash.slice(1));
  const challenge = parts.get('etape');
  if (challenge === null || !/^[\w-]{43}$/.test(challenge)) return null;
  const named = (parts.get('moyens') ?? '').split(',');
  history.replaceState(history.state, '', location.pathname + location.search);
  return { challenge, methods: METHODS.filter((method) => named.includes(method)) };
}
