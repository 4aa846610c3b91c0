/** A text without its accents and capitals: what a search compares. « Éditée » and « EDITEE » become « editee ». */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
