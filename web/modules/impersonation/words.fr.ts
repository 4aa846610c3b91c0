export const impersonationFr = {
  label: 'Au nom d’une autre personne',
  acting: (name: string) => `Vous agissez au nom de ${name}.`,
  end: 'Terminer',
  begin: 'Agir en son nom',
  title: (name: string) => `Agir au nom de ${name} ?`,
  text: 'Pendant une heure au plus, vous verrez Staka comme cette personne et agirez à sa place. Chaque acte est consigné à vos deux noms, et elle en est avertie.',
  not: 'Son mot de passe, son adresse, ses seconds facteurs, ses jetons et ses données restent à elle seule.',
  confirm: 'Commencer',
};
