import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { type ComponentProps, useState } from 'react';
import { useWords } from '../i18n/words.tsx';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { Input } from './controls.tsx';

/** A password that can be looked at before it is sent. */
export function PasswordInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input
        spellCheck={false}
        autoCapitalize="none"
        {...rest}
        type={shown ? 'text' : 'password'}
        className={classNames('pe-11', className)}
      />
      <IconButton
        label={shown ? words.ui.hidePassword : words.ui.showPassword}
        className="absolute end-0.5 top-0.5 pointer-coarse:top-0 pointer-coarse:end-0"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden className="icon" /> : <Eye aria-hidden className="icon" />}
      </IconButton>
    </span>
  );
}
