import { Menu as Base } from '@base-ui/react/menu';
import Check from 'lucide-react/icons/check';
import { classNames } from './class-names.ts';
import { type MenuChoiceProps, type MenuItemProps, type MenuLinkProps, MenuParts, type MenuProps } from './menu.tsx';

const ITEM =
  'flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-start text-14 outline-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:min-h-11';

export function MenuPopup(props: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={6}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'end'}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup className="max-h-(--available-height) min-w-56 overflow-y-auto rounded-md bg-raised p-1.5 text-ink shadow-raised outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <MenuParts value={PARTS}>{props.children}</MenuParts>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item(props: MenuItemProps) {
  return (
    <Base.Item
      onClick={props.onClick}
      disabled={props.disabled ?? false}
      className={classNames(ITEM, props.danger && 'text-sanguine-text', props.byKeyboard && 'pointer-coarse:hidden')}
    >
      {props.icon}
      {props.children}
    </Base.Item>
  );
}

function LinkItem(props: MenuLinkProps) {
  return (
    <Base.Item render={props.render} className={ITEM}>
      {props.icon}
      {props.children}
    </Base.Item>
  );
}

function Choice<Value extends string>(props: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={props.value} onValueChange={props.onChange} aria-label={props.label}>
      <div className="px-2.5 pt-2 pb-1 text-13 text-ink-faint" aria-hidden>
        {props.label}
      </div>
      {props.choices.map((choice) => (
        <Base.RadioItem key={choice.value} value={choice.value} className={classNames(ITEM, 'relative ps-9')}>
          <Base.RadioItemIndicator className="absolute start-2.5">
            <Check aria-hidden className="icon size-4" />
          </Base.RadioItemIndicator>
          {choice.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

function Separator() {
  return <Base.Separator className="my-1.5 h-px bg-line" />;
}

const PARTS = { Item, LinkItem, Choice, Separator };
