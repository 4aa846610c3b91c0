import { useLangue } from './words.tsx';

/**
 * Words that come with the screens that say them, and not with the first load: a hook that gives them in the language in
 * use. French is the shape: every other language must say the same things.
 */
export function pageWords<Words>(fr: Words, en: NoInfer<Words>): () => Words {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each set of words, as its module is loaded
  return function usePageWords() {
    return useLangue().langue === 'fr' ? fr : en;
  };
}
