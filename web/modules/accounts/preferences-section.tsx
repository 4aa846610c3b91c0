import { useState } from 'react';
import { isLangue, LANGUES } from '../../i18n/langue.ts';
import { useLangue, useWords } from '../../i18n/words.tsx';
import { Select } from '../../ui/controls.tsx';
import { Field } from '../../ui/field.tsx';
import { chooseTheme, chosenTheme, THEMES } from '../../ui/theme.ts';
import { NotificationChoices } from './notification-choices.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { TimezoneField } from './timezone-field.tsx';
import { useChooseLangue } from './use-choose-langue.ts';
import { useCompteWords } from './use-compte-words.ts';

/** Each choice is kept as it is made. */
export function PreferencesSection() {
  return (
    <div className="grid max-w-form gap-6">
      <LangueField />
      <TimezoneField />
      <ThemeField />
      <NotificationChoices />
      <QuietHours />
    </div>
  );
}

function LangueField() {
  const words = useWords();
  const compte = useCompteWords();
  const { langue } = useLangue();
  const choose = useChooseLangue();
  return (
    <Field label={words.shell.langue} hint={compte.langueHint}>
      <Select value={langue} onChange={({ target }) => isLangue(target.value) && void choose(target.value)}>
        {LANGUES.map((one) => (
          <option key={one} value={one} lang={one}>
            {words.shell.langues[one]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function ThemeField() {
  const words = useWords();
  const compte = useCompteWords();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <Field label={words.shell.theme} hint={compte.themeHint}>
      <Select
        value={theme}
        onChange={({ target }) => {
          const next = THEMES.find((one) => one === target.value) ?? 'auto';
          chooseTheme(next);
          setTheme(next);
        }}
      >
        {THEMES.map((one) => (
          <option key={one} value={one}>
            {words.shell.themes[one]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
