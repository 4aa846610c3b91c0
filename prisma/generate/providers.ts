/** The databases Staka runs on, as Prisma names them. */
export const PROVIDERS = ['sqlite', 'postgresql', 'mysql'] as const;

export type Provider = (typeof PROVIDERS)[number];
