const rules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };

/** Chooses the form of a count: in French 0 and 1 are singular, in English 1 alone. */
export function plural(langue: keyof typeof rules, count: number, forms: { one: string; other: string }): string {
  return rules[langue].select(count) === 'one' ? forms.one : forms.other;
}
