import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { settleProof } from '../../api/fresh-proof.ts';
import { queryClient } from '../../api/query-client.ts';
import { setSecondFactorMissing } from '../../api/second-factor.ts';
import { Button } from '../../ui/button.tsx';
import { FactorForm, type Method } from './factor-form.tsx';
import { secondFactorsQuery } from './queries.ts';
import { useSecondFactorWords } from './use-second-factor-words.ts';

/** The password form inside, and for whoever has a second factor that one first, the password a press away. */
export function ProveByFactor(props: { children: ReactNode }) {
  const words = useSecondFactorWords();
  const { data, isPending } = useQuery(secondFactorsQuery);
  const [byPassword, setByPassword] = useState(false);
  if (isPending) return null;
  const methods: Method[] = [];
  if (data?.totp) methods.push('totp');
  if (data && data.passkeys.length > 0) methods.push('passkey');
  if (methods.length === 0) return props.children;
  if (data?.recoveryCodes && data.recoveryCodes.left > 0) methods.push('recovery-code');
  return (
    <div className="grid gap-4">
      {byPassword ? props.children : <ByFactor methods={methods} />}
      <div>
        <Button look="quiet" size="small" className="-ms-3" onClick={() => setByPassword(!byPassword)}>
          {byPassword ? words.giveIt : words.byPassword}
        </Button>
      </div>
    </div>
  );
}

function ByFactor(props: { methods: readonly Method[] }) {
  return (
    <FactorForm
      methods={props.methods}
      passkeyOptions={() => answer(api.POST('/api/auth/reauthenticate/passkey-options'))}
      submit={async (body) => {
        await answer(api.POST('/api/auth/reauthenticate', { body }));
        setSecondFactorMissing(false);
        settleProof(true);
        void queryClient.invalidateQueries();
      }}
    />
  );
}
