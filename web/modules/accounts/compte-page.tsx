import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMe } from '../../api/session.ts';
import { useWords } from '../../i18n/words.tsx';
import { Avatar, fullName } from '../../ui/avatar.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { IdentitiesSection } from '../identities/identities-section.tsx';
import { DataSection } from '../personal-data/data-section.tsx';
import { usePersonalDataWords } from '../personal-data/use-personal-data-words.ts';
import { SecondFactorsSection } from '../second-factors/second-factors-section.tsx';
import { EmailSection } from './email-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PreferencesSection } from './preferences-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { useCompteWords } from './use-compte-words.ts';

const route = getRouteApi('/app/compte');

export function ComptePage() {
  const me = useMe();
  const words = useWords();
  const compte = useCompteWords();
  const { onglet = 'profil' } = route.useSearch();
  const navigate = useNavigate();
  const { tabs } = compte;
  const data = usePersonalDataWords();
  return (
    <Page title={compte.title} width="page">
      <div className="mb-6 flex items-center gap-4">
        <Avatar person={me} size="large" />
        <div className="min-w-0">
          <p className="truncate font-medium text-16">{fullName(me)}</p>
          <p className="truncate text-14 text-ink-soft">{me.email}</p>
          <p className="text-13 text-ink-faint">{words.ui.role[me.role]}</p>
        </div>
      </div>
      <Tabs
        label={compte.title}
        value={onglet}
        onChange={(value) =>
          void navigate({ to: '/app/compte', search: value === 'profil' ? {} : { onglet: value }, replace: true })
        }
        tabs={[
          { value: 'profil', label: tabs.profil, panel: <ProfileSection /> },
          { value: 'securite', label: tabs.securite, panel: <Securite /> },
          { value: 'preferences', label: tabs.preferences, panel: <PreferencesSection /> },
          { value: 'donnees', label: data.tab, panel: <DataSection /> },
        ]}
      />
    </Page>
  );
}

function Securite() {
  const { erreur } = route.useSearch();
  return (
    <div className="grid gap-10">
      <SecondFactorsSection />
      <SessionsSection />
      <PasswordSection />
      <EmailSection />
      <IdentitiesSection failure={erreur} />
    </div>
  );
}
