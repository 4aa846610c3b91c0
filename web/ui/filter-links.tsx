import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';

/** Ways to narrow a list, each of them an address: a row of `FilterLink`. */
export function FilterLinks(props: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={props.label} className="-mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <div className="flex gap-1">{props.children}</div>
    </nav>
  );
}

function Anchor(props: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a
      {...props}
      className="-mb-px -outline-offset-2 flex h-10 items-center whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-14 text-ink-soft transition-colors hover:text-ink data-[status=active]:border-accent data-[status=active]:text-ink pointer-coarse:h-11"
    />
  );
}

const RoutedAnchor = createLink(Anchor);

/** Active when the search of the address is exactly its own. */
export const FilterLink: LinkComponent<typeof Anchor> = (props) => (
  <RoutedAnchor activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }} {...props} />
);
