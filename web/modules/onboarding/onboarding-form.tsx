import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { answer, api } from '../../api/client.ts';
import type { User } from '../../api/types.ts';
import { isLangue, LANGUES } from '../../i18n/langue.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input, Select, Textarea } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { type Form, useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NameFields } from '../accounts/account-fields.tsx';
import { useChecks } from '../accounts/use-checks.ts';
import { checkMentor, mentorOf } from './mentor-answers.ts';
import { RoleChoice } from './role-choice.tsx';
import { useOnboardingWords } from './use-onboarding-words.ts';

type Values = Record<'role' | 'prenom' | 'nom' | 'langue' | 'timezone' | 'expertise' | 'rate' | 'bio', string>;

const onboardingQuery = queryOptions({
  queryKey: ['onboarding'],
  queryFn: () => answer(api.GET('/api/users/me/onboarding')),
});

export function OnboardingForm(props: { me: User; onDone: (user: User) => void; later: ReactNode }) {
  const own = useOnboardingWords();
  const { langue } = useLangue();
  const { me } = props;
  const { checkFilled } = useChecks();
  const form = useForm<Values>({
    draft: 'onboarding',
    initial: {
      role: me.role === 'MENTOR' || me.wantsRole === 'MENTOR' ? 'MENTOR' : 'USER',
      prenom: me.prenom,
      nom: me.nom,
      langue,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || me.preferences.timezone,
      expertise: '',
      rate: '',
      bio: me.bio ?? '',
    },
    check: (values) => ({
      prenom: checkFilled(values.prenom),
      nom: checkFilled(values.nom),
      ...(values.role === 'MENTOR' ? checkMentor(values, own) : {}),
    }),
    submit: async (values) => {
      const { prenom, nom, timezone } = values;
      const common = {
        prenom: prenom.trim(),
        nom: nom.trim(),
        timezone,
        langue: isLangue(values.langue) ? values.langue : langue,
      };
      const body =
        values.role === 'MENTOR'
          ? { ...common, role: 'MENTOR' as const, mentor: mentorOf(values) }
          : { ...common, role: 'USER' as const };
      props.onDone(await answer(api.POST('/api/users/me/onboarding', { body })));
    },
  });
  return (
    <form {...form.props} className="grid gap-5">
      <FormFailure failure={form.failure} />
      <RoleChoice value={form.values.role} onChange={(role) => form.set('role', role)} />
      <NameFields form={form} />
      <PlaceFields form={form} />
      {form.values.role === 'MENTOR' ? <MentorFields form={form} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" pending={form.pending}>
          {own.submit}
        </Button>
        {props.later}
      </div>
    </form>
  );
}

function PlaceFields(props: { form: Form<Values> }) {
  const words = useWords();
  const own = useOnboardingWords();
  const { speak } = useLangue();
  const { form } = props;
  const langue = form.control('langue');
  return (
    <>
      <Field label={words.shell.langue} error={form.errors.langue}>
        <Select
          {...langue}
          onChange={(event) => {
            langue.onChange(event);
            if (isLangue(event.target.value)) void speak(event.target.value);
          }}
        >
          {LANGUES.map((one) => (
            <option key={one} value={one} lang={one}>
              {words.shell.langues[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={own.timezone} error={form.errors.timezone}>
        <Select {...form.control('timezone')}>
          {timezones(form.values.timezone).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

function MentorFields(props: { form: Form<Values> }) {
  const words = useOnboardingWords();
  const { data } = useQuery(onboardingQuery);
  const { form } = props;
  return (
    <>
      <Field label={words.expertise} hint={words.expertiseHint} error={form.errors.expertise}>
        <Input {...form.control('expertise')} maxLength={620} required />
      </Field>
      <Field label={words.rate} error={form.errors.rate}>
        <Input {...form.control('rate')} inputMode="decimal" maxLength={10} className="numbers max-w-40" required />
      </Field>
      <Field label={words.bio} hint={words.bioHint} error={form.errors.bio}>
        <Textarea {...form.control('bio')} maxLength={5000} rows={4} required />
      </Field>
      {data?.approvalRequired ? <p className="text-14 text-ink-soft">{words.approval}</p> : null}
    </>
  );
}

/** The zones this browser knows, and always the one in use. */
function timezones(inUse: string): string[] {
  return [...new Set([inUse, ...Intl.supportedValuesOf('timeZone')])].sort();
}
