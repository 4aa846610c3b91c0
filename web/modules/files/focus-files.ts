/** The place that holds files, marked with this attribute, takes the focus when one of them goes away under it. */
export function focusFiles(from: Element): void {
  from.closest<HTMLElement>('[data-files]')?.focus({ preventScroll: true });
}
