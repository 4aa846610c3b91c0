import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError, NETWORK_UNREACHABLE } from '../../api/api-error.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { sentenceOf } from '../../ui/form-failure.tsx';
import { PlainContent, PlainPage } from './plain-page.tsx';

export function PageFailed(props: ErrorComponentProps) {
  return (
    <PlainPage title={useTitle(props.error)} code={codeOf(props.error)}>
      <FailedText error={props.error} />
    </PlainPage>
  );
}

/** Inside the frame: the other pages still work. */
export function AppPageFailed(props: ErrorComponentProps) {
  return (
    <PlainContent title={useTitle(props.error)} code={codeOf(props.error)}>
      <FailedText error={props.error} />
    </PlainContent>
  );
}

function useTitle(error: unknown): string {
  const words = useWords();
  return error instanceof ApiError ? words.ui.errors.title : words.shell.failed.title;
}

function FailedText(props: { error: unknown }) {
  const words = useWords();
  const { error } = props;
  const isOfLine = error instanceof ApiError && error.code === NETWORK_UNREACHABLE;
  useEffect(() => {
    if (!isOfLine) return;
    const reload = () => location.reload();
    addEventListener('online', reload);
    return () => removeEventListener('online', reload);
  }, [isOfLine]);
  return (
    <>
      <p>{error instanceof ApiError ? sentenceOf(error, words) : words.shell.failed.text}</p>
      <Button look="primary" className="mt-6" onClick={reloadIfOnline}>
        {words.shell.failed.reload}
      </Button>
    </>
  );
}

/** Without a line the browser would replace the application by its own page. */
function reloadIfOnline(): void {
  if (navigator.onLine) location.reload();
}

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : '500';
}
