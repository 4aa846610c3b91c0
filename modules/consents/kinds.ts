import type { Config } from '#platform/config/config.ts';

/** Where the texts are that people agree to: each is asked for where the operator names it. */
export type ConsentTexts = Pick<Config, 'privacyUrl' | 'privacyVersion' | 'termsUrl' | 'termsVersion'>;

interface Kind {
  readonly versionOf: (texts: ConsentTexts) => string;
  /** Of the text that goes with an account; null for what no account needs. */
  readonly textOf: ((texts: ConsentTexts) => string | null) | null;
}

/** What is agreed to. A text that changes gets another version, and what was agreed to before stays as it was. */
const KINDS = {
  cgu: { versionOf: ({ termsVersion }) => termsVersion, textOf: ({ termsUrl }) => termsUrl },
  confidentialite: { versionOf: ({ privacyVersion }) => privacyVersion, textOf: ({ privacyUrl }) => privacyUrl },
  newsletter: { versionOf: () => '1', textOf: null },
} as const satisfies Record<string, Kind>;

export type ConsentKind = keyof typeof KINDS;
export const CONSENT_KINDS = Object.keys(KINDS) as ConsentKind[]; // its own keys

export function isConsentKind(kind: string): kind is ConsentKind {
  return Object.hasOwn(KINDS, kind);
}

export function versionOf(kind: ConsentKind, texts: ConsentTexts): string {
  return KINDS[kind].versionOf(texts);
}

/** Whether it goes with having an account. */
export function isRequired(kind: ConsentKind): boolean {
  return KINDS[kind].textOf !== null;
}

/** Null where there is nothing to read. */
export function urlOf(kind: ConsentKind, texts: ConsentTexts): string | null {
  return KINDS[kind].textOf?.(texts) ?? null;
}

/** What goes with having an account here, and can be read. */
export function asked(texts: ConsentTexts): AskedConsent[] {
  return CONSENT_KINDS.flatMap((kind) => {
    const url = urlOf(kind, texts);
    return url === null ? [] : [{ kind, version: versionOf(kind, texts), url }];
  });
}

export interface AskedConsent {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly url: string;
}
