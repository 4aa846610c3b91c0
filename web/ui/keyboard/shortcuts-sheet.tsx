import { useWords } from '../../i18n/words.tsx';
import { Dialog } from '../dialog.tsx';
import { Keys } from './keys.tsx';
import { type Shortcut, useShortcuts } from './shortcuts.ts';

const GROUPS = ['here', 'go', 'general'] as const;

/** Every key that does something on this page (?). */
export function ShortcutsSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const words = useWords();
  const shortcuts = useShortcuts();
  return (
    <Dialog {...props} title={words.ui.shortcuts.title}>
      <div className="grid gap-5">
        {GROUPS.map((group) => (
          <ShortcutGroup
            key={group}
            title={words.ui.shortcuts[group]}
            shortcuts={shortcuts.filter((one) => one.group === group)}
          />
        ))}
      </div>
    </Dialog>
  );
}

function ShortcutGroup(props: { title: string; shortcuts: Shortcut[] }) {
  if (props.shortcuts.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-13 text-ink-faint">{props.title}</h3>
      <dl>
        {props.shortcuts.map((shortcut) => (
          <div
            key={shortcut.keys}
            className="flex items-center justify-between gap-4 border-line border-b py-2 last:border-0"
          >
            <dt className="text-14">{shortcut.label}</dt>
            <dd>
              <Keys keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
