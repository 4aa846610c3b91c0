import { isUnavailable } from '#platform/db/db.ts';
import { CodedError } from '#platform/http/errors.ts';
import { studioErrors } from './errors.ts';

const FROZEN = /is frozen once issued/;
const APPEND_ONLY = /(\w+) is append-only/;

/** What the database has refused, as somebody who edits rows understands it. What is not about the write stays itself. */
export function explained(error: unknown): unknown {
  if (error instanceof CodedError || !(error instanceof Error) || isUnavailable(error)) return error;
  if (FROZEN.test(error.message)) return studioErrors.STUDIO_FROZEN({}, { cause: error });
  const kept = APPEND_ONLY.exec(error.message)?.[1];
  if (kept) return studioErrors.STUDIO_TABLE_READ_ONLY({ table: kept }, { cause: error });
  const isOfDatabase = 'errcode' in error || 'errno' in error || 'severity' in error;
  return isOfDatabase ? studioErrors.STUDIO_WRITE_REFUSED({ why: error.message }, { cause: error }) : error;
}
