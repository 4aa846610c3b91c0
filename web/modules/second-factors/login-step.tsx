import { answer, api } from '../../api/client.ts';
import type { User } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { FactorForm, type Method } from './factor-form.tsx';
import { useSecondFactorWords } from './use-second-factor-words.ts';

export type Step = { challenge: string; methods: readonly Method[] };

/** The second step of signing in. */
export function LoginStep(props: { step: Step; onDone: (user: User) => void; onBack: () => void }) {
  const words = useSecondFactorWords();
  const { challenge, methods } = props.step;
  return (
    <div className="grid gap-5">
      <FactorForm
        methods={methods}
        passkeyOptions={() => answer(api.POST('/api/auth/second-factor/passkey-options', { body: { challenge } }))}
        submit={async (proof) => {
          const { user } = await answer(api.POST('/api/auth/second-factor', { body: { challenge, ...proof } }));
          props.onDone(user);
        }}
      />
      <div>
        <Button look="quiet" size="small" className="-ms-3" onClick={props.onBack}>
          {words.back}
        </Button>
      </div>
    </div>
  );
}
