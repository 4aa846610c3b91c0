import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Input, Textarea } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { useForm } from '../../ui/form.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { formatFileSize } from '../../ui/formats.ts';
import { Progress } from '../../ui/progress.tsx';
import { toast } from '../../ui/toast.tsx';
import { PictureSection } from '../avatars/picture-section.tsx';
import { NameFields } from './account-fields.tsx';
import { quotaQuery } from './queries.ts';
import { useAccountsWords } from './use-accounts-words.ts';
import { useChecks } from './use-checks.ts';
import { useCompteWords } from './use-compte-words.ts';

export function ProfileSection() {
  const me = useMe();
  const words = useWords();
  const accountsWords = useAccountsWords();
  const compte = useCompteWords();
  const client = useQueryClient();
  const { checkFilled } = useChecks();
  const form = useForm({
    draft: `profile.${me.id}`,
    initial: {
      prenom: me.prenom,
      nom: me.nom,
      telephone: me.telephone ?? '',
      adresse: me.adresse ?? '',
      bio: me.bio ?? '',
    },
    check: (values) => ({ prenom: checkFilled(values.prenom), nom: checkFilled(values.nom) }),
    submit: async ({ prenom, nom, telephone, adresse, bio }) => {
      const body = { prenom, nom, telephone: telephone || null, adresse: adresse || null, bio: bio || null };
      await answer(api.PUT('/api/users/me/profile', { body }));
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast({ title: compte.profileSaved });
    },
  });
  return (
    <div className="grid max-w-form gap-10">
      <PictureSection />
      <form {...form.props} className="grid gap-5">
        <FormFailure failure={form.failure} />
        <NameFields form={form} />
        <Field label={accountsWords.email} hint={compte.emailHint}>
          <Input value={me.email} readOnly />
        </Field>
        <Field label={compte.telephone} optional error={form.errors.telephone}>
          <Input {...form.control('telephone')} type="tel" autoComplete="tel" maxLength={20} />
        </Field>
        <Field label={compte.adresse} optional error={form.errors.adresse}>
          <Textarea {...form.control('adresse')} autoComplete="street-address" />
        </Field>
        <Field label={compte.bio} optional hint={compte.bioHint} error={form.errors.bio}>
          <Textarea {...form.control('bio')} rows={4} />
        </Field>
        <div>
          <Button type="submit" look="primary" pending={form.pending}>
            {words.ui.save}
          </Button>
        </div>
      </form>
      <Storage />
    </div>
  );
}

function Storage() {
  const words = useCompteWords();
  const { langue } = useLangue();
  const { data } = useQuery(quotaQuery);
  if (!data) return null;
  const sentence = words.storage(formatFileSize(data.usedBytes, langue), formatFileSize(data.quotaBytes, langue));
  return (
    <section className="grid gap-2 border-line border-t pt-6">
      <h2 className="font-medium text-14">{words.storageLabel}</h2>
      <Progress value={data.usedBytes / data.quotaBytes} label={words.storageLabel} valueText={sentence} />
      <p className="numbers text-13 text-ink-soft">{sentence}</p>
    </section>
  );
}
