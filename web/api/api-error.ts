export type FieldProblem = { field: string; detail: string };

/** A failure of the API, as the server explained it (RFC 9457), or as the line did. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly reference: string | null;
  readonly fields: FieldProblem[];

  constructor(given: {
    status: number;
    code: string;
    detail: string;
    reference?: string | null;
    fields?: FieldProblem[];
  }) {
    super(given.detail);
    this.status = given.status;
    this.code = given.code;
    this.reference = given.reference ?? null;
    this.fields = given.fields ?? [];
  }
}

/** The server could not be reached at all: `detail` is empty, the screens have their own sentence. */
export const NETWORK_UNREACHABLE = 'NETWORK_UNREACHABLE';

export function apiErrorOf(problem: unknown, response: Response): ApiError {
  const given = typeof problem === 'object' && problem !== null ? problem : {};
  const text = (name: string) => {
    const value: unknown = Reflect.get(given, name);
    return typeof value === 'string' ? value : null;
  };
  return new ApiError({
    status: response.status,
    code: text('code') ?? `HTTP_${response.status}`,
    detail: text('detail') ?? '',
    reference: text('instance') ?? response.headers.get('x-request-id'),
    fields: fieldsOf(Reflect.get(given, 'errors')),
  });
}

export function unreachable(): ApiError {
  return new ApiError({ status: 0, code: NETWORK_UNREACHABLE, detail: '' });
}

function fieldsOf(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(
    (error): error is FieldProblem => typeof error?.field === 'string' && typeof error?.detail === 'string',
  );
}
