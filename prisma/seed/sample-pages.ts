import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { sampleId } from './sample-id.ts';

interface Faq {
  slug: string;
  title: string;
  category: string;
  excerpt: string;
  content: string;
}

const FAQ: Faq[] = [
  {
    slug: 'quels-sont-les-delais-de-correction',
    title: 'Quels sont les délais de correction ?',
    category: 'Commandes',
    excerpt: 'De 24 heures à 14 jours, selon la priorité que vous choisissez.',
    content: `Le délai dépend de la priorité de votre commande :

- **urgente** : de 24 à 72 heures ;
- **haute** : de 3 à 7 jours ;
- **normale** : de 7 à 14 jours ;
- **faible** : sans date, dès qu’un correcteur est libre.

Si le travail doit attendre une réponse de votre part, la commande est suspendue et le délai s’arrête d’autant.`,
  },
  {
    slug: 'quels-formats-de-fichiers-acceptez-vous',
    title: 'Quels formats de fichiers acceptez-vous ?',
    category: 'Fichiers',
    excerpt: 'Word, LibreOffice, PDF, RTF ou texte, jusqu’à plusieurs centaines de pages.',
    content: `Envoyez votre manuscrit tel qu’il est : **.docx**, **.odt**, **.pdf**, **.rtf** ou **.txt**.

Un document Word ou LibreOffice permet au correcteur de suivre ses modifications : c’est le plus pratique pour vous comme pour lui. Si la connexion se coupe pendant l’envoi, il reprend là où il s’était arrêté.`,
  },
  {
    slug: 'qui-peut-lire-mon-manuscrit',
    title: 'Qui peut lire mon manuscrit ?',
    category: 'Confidentialité',
    excerpt: 'Vous, votre correcteur et l’équipe de Staka Éditions. Personne d’autre.',
    content: `Votre manuscrit n’est lisible que par vous, par le correcteur à qui il est confié et par les responsables de Staka Éditions, qui sont tenus au secret.

Il n’est ni publié ni transmis, et vous pouvez demander sa suppression à tout moment.`,
  },
];

export function samplePages(now: Date): SampleRows {
  const publishedAt = daysBefore(now, 28);
  return {
    pages: FAQ.map((faq, index) => ({
      ...faq,
      id: sampleId('page', index + 1),
      type: 'FAQ',
      status: 'PUBLISHED',
      metaTitle: `${faq.title} – Staka Éditions`,
      metaDescription: faq.excerpt,
      sortOrder: index + 1,
      publishedAt,
      createdAt: publishedAt,
    })),
  };
}
