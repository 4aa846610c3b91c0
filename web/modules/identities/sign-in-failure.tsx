import { Notice } from '../../ui/notice.tsx';
import { useIdentityWords } from './use-identity-words.ts';

/** Why another service led back to the door, by the code in the address. */
export function SignInFailure(props: { code: string | undefined }) {
  const { failures, failed } = useIdentityWords();
  const { code } = props;
  if (code === undefined) return null;
  const sentences: Readonly<Record<string, string>> = failures;
  return (
    <Notice tone="danger" role="alert">
      {(Object.hasOwn(sentences, code) ? sentences[code] : undefined) ?? failed}
    </Notice>
  );
}
