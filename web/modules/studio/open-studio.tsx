import { useEffect } from 'react';
import { Page } from '../../ui/page.tsx';
import { useStudioWords } from './use-studio-words.ts';

/** The data browser is a document of its own, with another security policy: it is loaded in the place of this one. */
export function OpenStudio() {
  const words = useStudioWords();
  useEffect(() => location.replace('/app/admin/studio'), []);
  return <Page title={words.title}>{words.opening}</Page>;
}
