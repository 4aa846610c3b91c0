type ProofPart = { text: string; mark?: 'out' | 'in' };

/** What is said at the doors and about one's own access. */
export const doorFr = {
  strength: {
    0: 'Se devine tout de suite : ajoutez des mots.',
    1: 'Se devine vite : ajoutez des mots.',
    2: 'Résiste un peu.',
    3: 'Résiste bien.',
    4: 'Résiste très bien.',
  },
  tagline: 'Vos textes, corrigés avec soin.',
  proof: {
    place: 'La Maison des vents · chapitre III',
    parts: [
      { text: 'Le matin, elle descendait au port ' },
      { text: 'afin de pouvoir regarder', mark: 'out' },
      { text: ' ' },
      { text: 'voir', mark: 'in' },
      { text: ' partir les barques. Le vent, déjà, ' },
      { text: 'soufflait fortement', mark: 'out' },
      { text: '\u00a0' },
      { text: 'forçait', mark: 'in' },
      { text: ', et l’on n’entendait plus que lui.' },
    ] satisfies ProofPart[] as ProofPart[], // `mark` stays the union for the other languages
    note: 'Un seul verbe suffit : la phrase va plus vite, comme la barque.',
  },
  register: {
    title: 'Créer un compte',
    submit: 'Créer mon compte',
    haveAccount: 'Vous avez déjà un compte ?',
    done: 'Regardez votre courrier',
    doneText: (email: string) =>
      `Un message est parti vers ${email}. Ouvrez le lien qu’il contient pour confirmer votre adresse et entrer.`,
    again: 'Envoyer un autre message',
    sentAgain: 'Un autre message est parti.',
    devMail: 'Lire le courrier de développement',
  },
  confirm: {
    title: 'Confirmation de votre adresse',
    pending: 'Un instant, nous vérifions votre lien…',
    done: 'Votre adresse est confirmée. Bienvenue !',
    failed: 'Ce lien ne peut plus servir',
    missing: 'Il manque une partie de l’adresse. Copiez le lien entier depuis le message reçu.',
    askAgain: 'Indiquez votre adresse pour recevoir un autre lien.',
    submit: 'Recevoir un autre lien',
  },
  forgot: {
    title: 'Mot de passe oublié',
    lead: 'Indiquez l’adresse de votre compte : vous recevrez un lien pour choisir un autre mot de passe.',
    submit: 'Recevoir le lien',
    done: 'Regardez votre courrier',
    doneText: (email: string) => `Si un compte existe pour ${email}, un lien vient d’y être envoyé. Il sert une fois.`,
    back: 'Revenir à la connexion',
  },
  reset: {
    title: 'Choisir un autre mot de passe',
    lead: 'Toutes vos sessions seront fermées ; vous vous connecterez avec le nouveau.',
    submit: 'Changer le mot de passe',
    done: 'Votre mot de passe est changé. Connectez-vous.',
    askAgain: 'Demander un autre lien',
  },
  address: {
    title: 'Adresse e-mail',
    now: (email: string) => `Vous vous connectez avec ${email}.`,
    next: 'Nouvelle adresse',
    hint: 'Une lettre part à chacune des deux adresses : le changement se fait quand les deux l’ont confirmé.',
    submit: 'Changer d’adresse',
    waiting: (email: string) => `${email} prendra la place de votre adresse quand les deux l’auront confirmé.`,
    waitingForNew: (email: string) => `Il ne manque que la confirmation de ${email}.`,
    waitingForPresent: (email: string) =>
      `${email} a confirmé : il ne manque que la confirmation de votre adresse actuelle.`,
    until: 'À confirmer avant :',
    withdraw: 'Abandonner ce changement',
  },
  addressReply: {
    title: 'Changement d’adresse',
    lead: 'La lettre que vous avez reçue dit quelle adresse prendrait la place de l’autre. Est-ce bien ce que vous voulez ?',
    accept: 'Confirmer',
    refuse: 'Refuser',
    back: 'Revenir à l’application',
  },
  undo: {
    title: 'Ce n’était pas vous ?',
    lead: 'Nous fermons toutes vos sessions, nous rendons à votre compte son adresse si elle a changé, puis vous choisissez un nouveau mot de passe. Le mot de passe actuel ne servira plus.',
    submit: 'Tout fermer et continuer',
    next: 'Choisir un nouveau mot de passe',
  },
  invitation: {
    title: 'Bienvenue sur Staka',
    lead: 'On vous a invité à travailler ici. Dites-nous qui vous êtes et choisissez un mot de passe.',
    submit: 'Entrer',
  },
};
