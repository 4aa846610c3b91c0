export const identitiesFr = {
  elsewhere: 'Se connecter avec un autre service',
  continueWith: (label: string) => `Continuer avec ${label}`,
  failed: 'La connexion n’a pas abouti. Reprenez-la depuis cette page.',
  failures: {
    OIDC_CANCELLED: 'Vous avez interrompu la connexion. Rien n’est changé.',
    OIDC_EXPIRED:
      'Cette connexion a été commencée il y a trop longtemps, ou dans un autre navigateur. Recommencez ici.',
    OIDC_UNAVAILABLE: 'Ce service ne répond pas. Réessayez dans un instant, ou connectez-vous autrement.',
    OIDC_EMAIL_UNVERIFIED:
      'Ce service n’a pas vérifié votre adresse e-mail. Vérifiez-la chez lui, ou créez un compte ici avec un mot de passe.',
    OIDC_ACCOUNT_EXISTS:
      'Un compte existe déjà avec cette adresse. Connectez-vous d’abord comme d’habitude, puis reliez ce service depuis Compte, Sécurité.',
    IDENTITY_TAKEN: 'Ce compte est déjà relié à une autre personne ici.',
    AUTH_ACCOUNT_DISABLED: 'Ce compte est désactivé. Écrivez à l’administrateur de votre espace.',
  },
  title: 'Comptes reliés',
  lead: 'Les services avec lesquels vous pouvez aussi vous connecter.',
  noAddress: 'Sans adresse',
  lastUsed: 'servi',
  link: (label: string) => `Relier ${label}`,
  unlink: 'Délier',
  unlinkLabel: (label: string) => `Délier ${label}`,
  unlinked: (label: string) => `${label} n’ouvre plus votre compte.`,
};
