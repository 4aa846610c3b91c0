import type { Bilingual } from '#platform/terminal.ts';
import { address, choice, integer, listOf, text, type Variable } from './variable.ts';

/** Another service that people may sign in with, as OpenID Connect knows it. Its secret is kept apart. */
export interface OidcProvider {
  /** In addresses and in the database: `google`. */
  readonly name: string;
  /** On the button: `Google`. */
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
}

export type OidcRegistration = OidcProvider & { readonly clientSecret: string };

/** The variables about signing in with what another service knows of a person. */
export const SIGN_IN_VARIABLES = {
  PASSWORD_ROUNDS: integer(
    { min: 4, max: 16 },
    {
      fallback: '12',
      description: {
        fr: 'Le travail de chaque mot de passe, pour le serveur comme pour qui l’essaierait : 2ⁿ tours de bcrypt. Au moins 12, sauf dans les tests ; un de plus double le temps d’une connexion. Les mots de passe déjà enregistrés sont renforcés à la connexion suivante.',
        en: 'The work of each password, for the server and for whoever would guess it: 2ⁿ rounds of bcrypt. At least 12, but in tests; one more doubles the time of a sign-in. Passwords that are stored already are strengthened at the next sign-in.',
      },
    },
  ),
  REQUIRE_SECOND_FACTOR: choice(['nobody', 'admins', 'everyone'], {
    fallback: 'nobody',
    description: {
      fr: 'Qui doit avoir un second facteur (application ou clé d’accès) : personne, les administrateurs, ou tout le monde. Tant qu’une de ces personnes n’en a pas, elle n’atteint que les écrans où l’activer.',
      en: 'Who must have a second factor (an app or a passkey): nobody, administrators, or everyone. Until one of them has, they reach nothing but the screens that set it up.',
    },
  }),
  SECRET_KEY: {
    fallback: undefined,
    computed: { fr: 'la clé de `DATA_DIR/secret.key`', en: 'the key in `DATA_DIR/secret.key`' },
    secret: true,
    parse: (text) => listIf(text, (key) => key.length >= 32),
    expected: {
      fr: 'une ou plusieurs clés d’au moins 32 caractères, séparées par des virgules ou des espaces',
      en: 'one or more keys of at least 32 characters, separated by commas or spaces',
    },
    description: {
      fr: 'La clé de l’installation, par exemple de `openssl rand -base64 32` : elle chiffre les secrets des applications et protège les codes de secours. La première chiffre, toutes déchiffrent, le temps d’en changer. Sans elle, une clé est faite dans `DATA_DIR/secret.key`. Plusieurs machines sur une même base ont besoin de la même. Voir [Les seconds facteurs](second-factors.fr.md).',
      en: 'The key of the installation, such as from `openssl rand -base64 32`: it encrypts the secrets of apps and protects recovery codes. The first encrypts, all of them decrypt, while it is being changed. Without it a key is made in `DATA_DIR/secret.key`. Several machines on one database need the same. See [Second factors](second-factors.md).',
    },
  },
  OIDC_PROVIDERS: {
    fallback: undefined,
    secret: true,
    parse: oidcProviders,
    expected: {
      fr: 'une liste JSON de `{"name", "label", "issuer", "clientId", "clientSecret"}` : des noms différents, en minuscules, sans `clerk`, et des adresses en https (http pour cette machine seule)',
      en: 'a JSON list of `{"name", "label", "issuer", "clientId", "clientSecret"}`: different names in lower case, `clerk` excepted, and addresses in https (http for this machine alone)',
    },
    description: {
      fr: 'Les fournisseurs OpenID Connect avec lesquels on peut se connecter, en JSON sur une ligne, par exemple `[{"name":"google","label":"Google","issuer":"https://accounts.google.com","clientId":"…","clientSecret":"…"}]`. À déclarer chez le fournisseur : l’adresse de retour `PUBLIC_URL/auth/oidc/NAME/callback`.',
      en: 'The OpenID Connect providers that people may sign in with, in JSON on one line, such as `[{"name":"google","label":"Google","issuer":"https://accounts.google.com","clientId":"…","clientSecret":"…"}]`. To be registered with the provider: the address to come back to, `PUBLIC_URL/auth/oidc/NAME/callback`.',
    },
  },
  CLERK_WEBHOOK_SECRET: {
    fallback: undefined,
    secret: true,
    parse: (text) => listIf(text, (secret) => /^(whsec_)?[A-Za-z0-9+/]{20,}={0,2}$/.test(secret)),
    expected: {
      fr: 'un ou plusieurs secrets `whsec_…`, séparés par des virgules ou des espaces',
      en: 'one or more secrets `whsec_…`, separated by commas or spaces',
    },
    description: {
      fr: 'Le secret de signature du webhook de Clerk. Deux, l’ancien et le nouveau, le temps d’en changer.',
      en: 'The signing secret of Clerk’s webhook. Two of them, the old and the new, while it is being changed.',
    },
  },
  CLERK_ISSUER: address(['https', 'http'], {
    description: {
      fr: 'L’adresse « Frontend API » de Clerk, par exemple `https://clerk.example.com`. Quand elle est renseignée, les jetons de session de Clerk ouvrent l’API.',
      en: 'Clerk’s “Frontend API” address, such as `https://clerk.example.com`. Once it is set, Clerk’s session tokens open the API.',
    },
  }),
  CLERK_AUTHORIZED_PARTIES: {
    fallback: undefined,
    parse: (text) => listIf(text, (origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    expected: {
      fr: 'une ou plusieurs origines, comme `https://app.example.com`, séparées par des virgules ou des espaces',
      en: 'one or more origins, such as `https://app.example.com`, separated by commas or spaces',
    },
    description: {
      fr: 'Les sites dont les jetons de Clerk sont acceptés (la revendication `azp`). Sans elle, tous ceux de l’instance Clerk le sont.',
      en: 'The sites whose tokens of Clerk are accepted (the claim `azp`). Without it, those of the whole Clerk instance are.',
    },
  },
  CLERK_SECRET_KEY: {
    fallback: undefined,
    secret: true,
    parse: (text) => (/^sk_\S+$/.test(text) ? text : undefined),
    expected: { fr: 'une clé `sk_…`', en: 'a key `sk_…`' },
    description: {
      fr: 'La clé secrète de Clerk, dont `bin/staka clerk:sync` a besoin.',
      en: 'Clerk’s secret key, which `bin/staka clerk:sync` needs.',
    },
  },
  CLERK_API_BASE: address(['https', 'http'], {
    fallback: 'https://api.clerk.com',
    description: { fr: 'L’adresse de l’API de Clerk.', en: 'The address of Clerk’s API.' },
  }),
  MENTOR_APPROVAL: choice(['required', 'none'], {
    fallback: 'required',
    description: {
      fr: 'Si un administrateur doit dire oui à qui demande à devenir mentor. Avec `none`, on le devient aussitôt.',
      en: 'Whether an administrator has to say yes to whoever asks to become a mentor. With `none` they are one at once.',
    },
  }),
  TERMS_URL: legalText({
    fr: 'Où se lisent les conditions d’utilisation. Renseignée, elle est liée à l’inscription et dans « Mes données », et l’accord de chacun est demandé et consigné ; qui vient de Clerk ou d’un fournisseur OpenID Connect le donne à sa première visite.',
    en: 'Where the terms of use can be read. Once it is set, they are linked where people register and under “My data”, and everybody’s consent is asked for and recorded; whoever comes from Clerk or an OpenID Connect provider gives it at their first visit.',
  }),
  TERMS_VERSION: version({
    fr: 'Le nom que vous donnez à la rédaction présente de ces conditions, par exemple sa date. Changez-le quand elles changent : l’accord de chacun est demandé de nouveau, et l’ancien reste consigné.',
    en: 'What you call the present wording of these terms, such as its date. Change it when they change: everybody is asked again, and what they agreed to before stays on record.',
  }),
  PRIVACY_URL: legalText({
    fr: 'Où se lisent les règles de confidentialité ; demandées de même. Sans l’une ni l’autre, rien n’est demandé.',
    en: 'Where the privacy rules can be read; asked for alike. With neither of the two nothing is asked.',
  }),
  PRIVACY_VERSION: version({
    fr: 'La rédaction présente de ces règles, de même.',
    en: 'The present wording of these rules, alike.',
  }),
} satisfies Record<string, Variable<unknown>>;

/** A page elsewhere over HTTPS, or one of this site. */
function legalText(description: Bilingual): Variable<string> {
  return {
    fallback: undefined,
    description,
    parse: (text) => (isLegalText(text) ? text : undefined),
    expected: {
      fr: 'une adresse `https://…`, ou un chemin de ce site, comme `/pages/cgu`',
      en: 'an address `https://…`, or a path of this site, such as `/pages/terms`',
    },
  };
}

function version(description: Bilingual): Variable<string> {
  return text(
    /^[\w.-]{1,40}$/,
    { fr: 'au plus 40 lettres, chiffres, points ou tirets', en: 'at most 40 letters, digits, dots or dashes' },
    { fallback: '1', description },
  );
}

function isLegalText(text: string): boolean {
  if (text.length > 500) return false;
  if (/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return !text.includes('\\');
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

function listIf(text: string, isRight: (item: string) => boolean): readonly string[] | undefined {
  const items = listOf(text);
  return items.length > 0 && items.every(isRight) ? items : undefined;
}

function oidcProviders(text: string): readonly OidcRegistration[] | undefined {
  const given = parseJson(text);
  if (!Array.isArray(given) || !given.every(isRegistration)) return undefined;
  const names = new Set(given.map(({ name }) => name));
  return names.size === given.length ? given : undefined;
}

function isRegistration(given: unknown): given is OidcRegistration {
  if (typeof given !== 'object' || given === null) return false;
  const { name, label, issuer, clientId, clientSecret } = given as Partial<Record<keyof OidcRegistration, unknown>>; // looked at one by one below
  const texts = [label, clientId, clientSecret].every((value) => typeof value === 'string' && value !== '');
  // `clerk` names the identities that the webhook makes.
  const isNamed = typeof name === 'string' && /^[a-z][a-z0-9-]{0,49}$/.test(name) && name !== 'clerk';
  return texts && isNamed && typeof issuer === 'string' && isIssuer(issuer);
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
