import { ApiError, NETWORK_UNREACHABLE } from '../api/api-error.ts';
import type { Words } from '../i18n/fr.ts';
import { useWords } from '../i18n/words.tsx';
import { Notice } from './notice.tsx';

/** Why a form could not be sent, when no field of it is to blame. What was typed stays. */
export function FormFailure(props: { failure: Error | null }) {
  const words = useWords();
  if (props.failure === null) return null;
  return (
    <Notice tone="danger" role="alert">
      {sentenceOf(props.failure, words)}
      {codeOf(props.failure, words)}
    </Notice>
  );
}

/** The sentence that explains a failure to a person. */
export function sentenceOf(failure: Error, words: Words): string {
  if (!(failure instanceof ApiError)) return words.ui.errors.unexpected;
  if (failure.code === NETWORK_UNREACHABLE) return words.ui.errors.unreachable;
  return failure.message || words.ui.errors.unexpected;
}

function codeOf(failure: Error, words: Words) {
  if (!(failure instanceof ApiError) || failure.status < 500) return null;
  return <span className="mt-1 block text-13">{words.ui.errors.code(failure.code)}</span>;
}
