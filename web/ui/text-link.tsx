import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes } from 'react';

function Anchor(props: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a
      {...props}
      className="text-accent underline decoration-line-strong underline-offset-4 hover:decoration-current"
    />
  );
}

const RoutedAnchor = createLink(Anchor);

/** A link inside a sentence. */
export const TextLink: LinkComponent<typeof Anchor> = (props) => <RoutedAnchor {...props} />;
