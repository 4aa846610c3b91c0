export const devMailFr = {
  title: 'Courrier de développement',
  lead: 'Les lettres que l’application aurait envoyées. Aucune n’est partie.',
  list: 'Lettres',
  to: 'À',
  empty: 'Aucune lettre',
  emptyText: 'Créez un compte ou demandez un autre mot de passe : la lettre arrivera ici.',
  choose: 'Choisissez une lettre pour la lire.',
  back: 'Toutes les lettres',
  refresh: 'Actualiser',
};
