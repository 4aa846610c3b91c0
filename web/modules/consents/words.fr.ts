export const consentsFr = {
  title: 'Avant d’entrer',
  lead: 'Lisez ce qui va avec votre compte, dans sa version d’aujourd’hui. Votre accord est consigné ; vous le retrouvez sous « Mes données ».',
  texts: { cgu: 'Conditions d’utilisation', confidentialite: 'Règles de confidentialité' },
  newTab: 'dans un nouvel onglet',
  agree: 'J’accepte et j’entre',
  registering: 'En créant un compte, vous acceptez',
  inSentence: { cgu: 'les conditions d’utilisation', confidentialite: 'les règles de confidentialité' },
  and: 'et',
  found: 'Vous retrouverez votre accord sous « Mes données ».',
};
