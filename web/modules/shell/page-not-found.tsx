import { useWords } from '../../i18n/words.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { PlainContent, PlainPage } from './plain-page.tsx';

export function PageNotFound() {
  const words = useWords().shell.notFound;
  return (
    <PlainPage title={words.title} code="404">
      <NotFoundText />
    </PlainPage>
  );
}

/** Inside the frame, to somebody signed in. */
export function AppPageNotFound() {
  const words = useWords().shell.notFound;
  return (
    <PlainContent title={words.title} code="404">
      <NotFoundText />
    </PlainContent>
  );
}

function NotFoundText() {
  const words = useWords().shell.notFound;
  return (
    <>
      <p>{words.text}</p>
      <ButtonLink to="/app" look="primary" className="mt-6">
        {words.action}
      </ButtonLink>
    </>
  );
}
