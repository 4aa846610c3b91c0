export const accountsFr = {
  email: 'Adresse e-mail',
  emailInvalid: 'Écrivez une adresse complète, comme prenom.nom@exemple.fr.',
  password: 'Mot de passe',
  newPassword: 'Nouveau mot de passe',
  currentPassword: 'Mot de passe actuel',
  passwordHint: '8 caractères au moins. Une phrase dont vous vous souvenez convient très bien.',
  passwordShort: (missing: number) =>
    `Ajoutez encore ${missing} caractère${missing > 1 ? 's' : ''} : il en faut 8 au moins.`,
  prenom: 'Prénom',
  nom: 'Nom',
  login: {
    title: 'Se connecter',
    submit: 'Se connecter',
    forgot: 'Mot de passe oublié ?',
    register: 'Créer un compte',
    noAccount: 'Pas encore de compte ?',
    again: 'Votre session a expiré',
    againText: 'Saisissez votre mot de passe pour continuer. Rien de ce que vous avez écrit n’est perdu.',
    another: 'Quitter cette session',
  },
};
