export const studioFr = {
  title: 'Explorateur de données',
  opening: 'Ouverture de l’explorateur de données…',
  readOnly: 'Lecture seule',
  open: 'Écriture ouverte',
  left: 'Temps restant',
  unlock: 'Déverrouiller l’écriture',
  lock: 'Verrouiller',
  exportJson: 'Exporter en JSON',
  again: 'Réessayer',
  unreachable: 'Le serveur ne répond pas : vérifiez la connexion, puis réessayez.',
};
