/** A code as the API writes them, and nothing else that stands in an address. */
export function failureCode(given: unknown): { erreur?: string } {
  return typeof given === 'string' && /^[A-Z_]{3,60}$/.test(given) ? { erreur: given } : {};
}
