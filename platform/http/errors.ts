import type { Langue } from './actor.ts';

/** What is known of a failure before it happens. `{name}` in a sentence stands for a parameter of that name. */
export interface ErrorDefinition {
  readonly status: number;
  readonly fr: string;
  readonly en: string;
}

/** A word of a sentence in each language: a size, a statut. */
export type Word = Readonly<Record<Langue, string>>;

export type ErrorParams = Readonly<Record<string, string | number | Word>>;

/** A field of the request that was refused, with a sentence that says what to do. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

export interface ErrorExtras {
  /** HTTP headers of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** A failure with a code: answered once, by `problem.ts`, as an RFC 9457 problem in the reader's language. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: string;
  readonly status: number;
  readonly params: ErrorParams;
  readonly extras: ErrorExtras;

  constructor(code: string, definition: ErrorDefinition, params: ErrorParams = {}, extras: ErrorExtras = {}) {
    super(fill(definition.en, params, 'en'), { cause: extras.cause });
    this.code = code;
    this.status = definition.status;
    this.params = params;
    this.extras = extras;
  }

  detail(langue: Langue): string {
    const definition = catalogue.get(this.code);
    return definition ? fill(definition[langue], this.params, langue) : this.message;
  }
}

type ErrorFactories<D> = { readonly [Code in keyof D]: (params?: ErrorParams, extras?: ErrorExtras) => CodedError };

const catalogue = new Map<string, ErrorDefinition>();

/**
 * Registers failures and returns one factory a code: `throw commandeErrors.COMMANDE_NOT_FOUND()`.
 * @throws Error when a code is defined twice
 */
export function defineErrors<const D extends Record<string, ErrorDefinition>>(definitions: D): ErrorFactories<D> {
  const factories = Object.entries(definitions).map(([code, definition]) => {
    if (catalogue.has(code)) throw new Error(`The error code ${code} is defined twice`);
    catalogue.set(code, definition);
    return [code, (params?: ErrorParams, extras?: ErrorExtras) => new CodedError(code, definition, params, extras)];
  });
  // Object.fromEntries forgets the keys, which are those of D by construction.
  return Object.fromEntries(factories) as ErrorFactories<D>;
}

/** Every code there is, in the order of definition. */
export function errorCatalogue(): ReadonlyMap<string, ErrorDefinition> {
  return catalogue;
}

function fill(sentence: string, params: ErrorParams, langue: Langue): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name] ?? hole;
    return typeof value === 'object' ? value[langue] : String(value);
  });
}

/** Failures that any route may answer with. */
export const httpErrors = defineErrors({
  VALIDATION_FAILED: {
    status: 400,
    fr: 'La demande ne peut pas être acceptée telle quelle : voyez le détail de chaque champ.',
    en: 'The request cannot be accepted as it is: see the detail of each field.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    fr: 'La demande est illisible : vérifiez son adresse, ses en-têtes et son corps.',
    en: 'The request cannot be read: check its address, headers and body.',
  },
  CURSOR_INVALID: {
    status: 400,
    fr: 'Le curseur « after » n’est pas valable : reprenez la liste depuis le début.',
    en: 'The “after” cursor is not valid: start the list again from the beginning.',
  },
  AUTH_REQUIRED: {
    status: 401,
    fr: 'Connectez-vous pour continuer.',
    en: 'Sign in to continue.',
  },
  FORBIDDEN: {
    status: 403,
    fr: 'Vous n’avez pas le droit de faire cela.',
    en: 'You are not allowed to do this.',
  },
  CSRF_REFUSED: {
    status: 403,
    fr: 'La demande ne vient pas d’une page de Staka : rechargez la page et recommencez.',
    en: 'The request does not come from a page of Staka: reload the page and try again.',
  },
  NOT_FOUND: {
    status: 404,
    fr: 'Il n’y a rien à cette adresse.',
    en: 'There is nothing at this address.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    fr: 'La demande n’est pas arrivée jusqu’au bout à temps : vérifiez la connexion et recommencez.',
    en: 'The request did not arrive in time: check the connection and try again.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    fr: 'La demande est trop volumineuse.',
    en: 'The request is too large.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    fr: 'Ce type de contenu n’est pas accepté ici : envoyez du JSON (application/json).',
    en: 'This type of content is not accepted here: send JSON (application/json).',
  },
  RATE_LIMITED: {
    status: 429,
    fr: 'Trop de demandes en peu de temps : réessayez dans {seconds} s.',
    en: 'Too many requests in a short time: try again in {seconds} s.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    fr: 'L’adresse et les en-têtes de la demande sont trop longs : raccourcissez-les.',
    en: 'The address and headers of the request are too long: shorten them.',
  },
  INTERNAL_ERROR: {
    status: 500,
    fr: 'Une erreur est survenue de notre côté. Rien n’est à refaire de votre part : si elle persiste, donnez-nous la référence {reference}.',
    en: 'Something went wrong on our side. If it happens again, give us the reference {reference}.',
  },
  DATABASE_INCOMPLETE: {
    status: 503,
    fr: 'Il manque une partie de la base de données : l’opérateur de votre espace en est averti. Réessayez dans quelques minutes.',
    en: 'A part of the database is missing: the operator of your space is told. Try again in a few minutes.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    fr: 'Le service est momentanément indisponible : réessayez dans un instant.',
    en: 'The service is unavailable for the moment: try again shortly.',
  },
});
