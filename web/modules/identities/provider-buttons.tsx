import { useMutation, useQuery } from '@tanstack/react-query';
import LogIn from 'lucide-react/icons/log-in';
import { answer, api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { providersQuery } from './queries.ts';
import { useIdentityWords } from './use-identity-words.ts';

/** The other services one may sign in with; nothing where there are none. */
export function ProviderButtons(props: { to: string | undefined }) {
  const words = useIdentityWords();
  const { data: providers = [] } = useQuery(providersQuery);
  const begin = useMutation({
    mutationFn: (provider: string) => {
      const body = props.to === undefined ? {} : { to: props.to };
      return answer(api.POST('/api/auth/oidc/{provider}', { params: { path: { provider } }, body }));
    },
    onSuccess: ({ url }) => location.assign(url),
  });
  if (providers.length === 0) return null;
  return (
    <section aria-label={words.elsewhere} className="grid gap-3">
      <FormFailure failure={begin.error} />
      {providers.map(({ name, label }) => (
        <Button
          key={name}
          pending={begin.isPending && begin.variables === name}
          onClick={() => begin.mutate(name)}
          className="w-full"
        >
          <LogIn aria-hidden className="icon" />
          {words.continueWith(label)}
        </Button>
      ))}
    </section>
  );
}
