import type { OnboardingWords } from './use-onboarding-words.ts';

type Typed = { expertise: string; rate: string; bio: string };

const MAX_CENTS = 1_000_000;

/** What a mentor typed, as the API takes it; only after `checkMentor` found nothing. */
export function mentorOf({ expertise, rate, bio }: Typed): {
  expertise: string[];
  hourlyRateCents: number;
  bio: string;
} {
  return { expertise: listOf(expertise), hourlyRateCents: centsOf(rate) ?? 0, bio: bio.trim() };
}

/** What is wrong, field by field. */
export function checkMentor({ expertise, rate, bio }: Typed, words: OnboardingWords) {
  const { expertiseMissing, expertiseMany, rateWrong, bioMissing } = words;
  const list = listOf(expertise);
  const isTooMuch = list.length > 10 || list.some((one) => one.length > 60);
  return {
    expertise: list.length === 0 ? expertiseMissing : isTooMuch ? expertiseMany : undefined,
    rate: centsOf(rate) === null ? rateWrong : undefined,
    bio: bio.trim() === '' ? bioMissing : undefined,
  };
}

function listOf(typed: string): string[] {
  const items = typed.split(/[,;\n]/).map((one) => one.trim());
  return [...new Set(items.filter((one) => one !== ''))];
}

/** « 47,50 », « 60 € » or “47.50”, in cents. */
export function centsOf(typed: string): number | null {
  const amount = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s€\u00a0\u202f]/g, ''));
  if (!amount) return null;
  const cents = Number(amount[1]) * 100 + Number((amount[2] ?? '').padEnd(2, '0'));
  return cents <= MAX_CENTS ? cents : null;
}
