import type { ConsentsWords } from './use-consents-words.ts';

export const consentsEn: ConsentsWords = {
  title: 'Before you come in',
  lead: 'Read what goes with your account, as it stands today. Your consent is recorded; you find it again under “My data”.',
  texts: { cgu: 'Terms of use', confidentialite: 'Privacy rules' },
  newTab: 'in a new tab',
  agree: 'I agree, come in',
  registering: 'By creating an account you agree to',
  inSentence: { cgu: 'the terms of use', confidentialite: 'the privacy rules' },
  and: 'and',
  found: 'You find this again under “My data”.',
};
