import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { owedQuery } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Door } from '../accounts/door.tsx';
import { ourPath } from '../accounts/our-path.ts';
import { signOut } from '../accounts/sign-out.ts';
import { LegalLink } from './legal-link.tsx';
import { type ConsentsWords, useConsentsWords } from './use-consents-words.ts';

const route = getRouteApi('/accord');

/** What goes with an account and was not agreed to yet: by whoever saw no form, and when a text has changed. */
export function ConsentPage() {
  const words = useConsentsWords();
  const { shell } = useWords();
  const router = useRouter();
  const client = useQueryClient();
  const { to } = route.useSearch();
  const { data: owed = [] } = useQuery(owedQuery);
  const agree = useMutation({
    mutationFn: async () => {
      for (const { kind } of owed)
        await answer(api.PUT('/api/users/me/consents/{kind}', { params: { path: { kind } }, body: { granted: true } }));
    },
    onSuccess: () => {
      client.setQueryData(owedQuery.queryKey, []);
      router.history.push(ourPath(to));
    },
  });
  return (
    <Door
      title={words.title}
      lead={words.lead}
      foot={
        <Button look="quiet" className="-ms-4" onClick={() => void signOut()}>
          {shell.signOut}
        </Button>
      }
    >
      <FormFailure failure={agree.error} />
      <ul className="grid gap-3 text-16">
        {owed.map(({ kind, url }) => (
          <li key={kind}>
            <LegalLink href={url}>{nameOf(kind, words)}</LegalLink>
          </li>
        ))}
      </ul>
      <Button look="primary" pending={agree.isPending} onClick={() => agree.mutate()}>
        {words.agree}
      </Button>
    </Door>
  );
}

function nameOf(kind: string, { texts }: ConsentsWords): string {
  return Object.entries(texts).find(([one]) => one === kind)?.[1] ?? kind;
}
