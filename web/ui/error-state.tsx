import { ApiError } from '../api/api-error.ts';
import { useWords } from '../i18n/words.tsx';
import { Button } from './button.tsx';
import { sentenceOf } from './form-failure.tsx';

/** A list that could not be loaded: what happened, the code, and a way to try again. */
export function ErrorState(props: { error: Error; onRetry: () => void }) {
  const words = useWords();
  const { error } = props;
  // Nothing failed, and nothing is to be tried again: it is not for whoever acts as somebody else.
  if (error instanceof ApiError && error.code === 'IMPERSONATION_REFUSED')
    return <p className="text-14 text-ink-soft">{sentenceOf(error, words)}</p>;
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      <p className="font-serif text-20 text-ink">{words.ui.errors.title}</p>
      <p className="text-14 text-ink-soft">{sentenceOf(error, words)}</p>
      {error instanceof ApiError ? (
        <p className="text-13 text-ink-faint">
          {words.ui.errors.code(error.code)}
          {error.reference ? ` · ${words.ui.errors.reference(error.reference)}` : null}
        </p>
      ) : null}
      <Button className="mt-4" onClick={props.onRetry}>
        {words.ui.retry}
      </Button>
    </div>
  );
}
