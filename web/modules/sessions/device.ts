/** What a browser says of itself, in names a person knows; null where it says nothing. */
export function deviceOf(userAgent: string | null): { browser: string | null; system: string | null } {
  const find = (among: readonly (readonly [RegExp, string])[]) =>
    among.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
  return { browser: find(BROWSERS), system: find(SYSTEMS) };
}

export type DeviceKind = 'phone' | 'tablet' | 'computer';

export function deviceKind(userAgent: string | null): DeviceKind {
  if (/iPad|Tablet/.test(userAgent ?? '')) return 'tablet';
  return /Mobi|iPhone|Android/.test(userAgent ?? '') ? 'phone' : 'computer';
}

/** The first that is found counts: Edge also says Chrome, and Chrome also says Safari. */
const BROWSERS = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
] as const;

const SYSTEMS = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;
