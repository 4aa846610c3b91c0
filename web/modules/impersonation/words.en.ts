import type { impersonationFr } from './words.fr.ts';

export const impersonationEn: typeof impersonationFr = {
  label: 'In somebody else’s name',
  acting: (name) => `You are acting in the name of ${name}.`,
  end: 'Stop',
  begin: 'Act in their name',
  title: (name) => `Act in the name of ${name}?`,
  text: 'For an hour at most you will see Staka as this person does and act in their place. Every act is recorded under both your names, and they are told.',
  not: 'Their password, address, second factors, tokens and data remain theirs alone.',
  confirm: 'Begin',
};
