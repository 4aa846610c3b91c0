import { type ReactNode, useEffect } from 'react';

const WIDTHS = { form: 'max-w-form', page: 'max-w-page', wide: '' };

/** One page of the application: its title (also of the window), what can be done there, and its content. */
export function Page(props: {
  title: string;
  /** Said in the window's title instead of `title` when that is too long. */
  windowTitle?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}) {
  useWindowTitle(props.windowTitle ?? props.title);
  return (
    // One left edge for all pages, whatever their width: nothing jumps from one to the next.
    <div className="mx-auto w-full max-w-wide px-4 pt-6 pb-16 sm:px-8 lg:pt-10">
      <div className={WIDTHS[props.width ?? 'page']}>
        <header className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3">
          <div className="grid min-w-0 grow gap-1">
            <PageTitle>{props.title}</PageTitle>
            {props.lead ? <p className="max-w-prose text-14 text-ink-soft">{props.lead}</p> : null}
          </div>
          {props.actions ? <div className="flex flex-none flex-wrap gap-2">{props.actions}</div> : null}
        </header>
        {props.children}
      </div>
    </div>
  );
}

/** The one `h1` of a page: it takes the focus when the page is entered. */
export function PageTitle(props: { children: ReactNode }) {
  return (
    <h1 tabIndex={-1} className="font-serif text-26 text-ink tracking-tight">
      {props.children}
    </h1>
  );
}

export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Staka`;
  }, [title]);
}
