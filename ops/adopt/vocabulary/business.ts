import type { Vocabulary } from './vocabulary.ts';

export const PAYMENT_METHODS: Vocabulary = {
  target: 'payment_methods',
  tables: ['paymentmethods', 'paymentmethod'],
  needs: [['userId'], ['stripePaymentMethodId']],
  synonyms: { stripePaymentMethodId: ['stripeid', 'providerid'], last4: ['lastfour'], isDefault: ['default'] },
  standIns: { brand: '', last4: '', expMonth: 0, expYear: 0 },
};

export const INVOICES: Vocabulary = {
  target: 'invoices',
  tables: ['invoices', 'invoice', 'factures'],
  needs: [['commandeId'], ['number'], ['amount']],
  synonyms: {
    commandeId: ['orderid', 'projectid'],
    number: ['invoicenumber', 'numero'],
    amount: ['montant', 'montantht', 'subtotal'],
    taxAmount: ['tva', 'montanttva', 'tax', 'vat'],
    pdfUrl: ['pdf', 'url', 'fileurl'],
    status: ['statut'],
    issuedAt: ['emiseat', 'date'],
    dueAt: ['duedate'],
  },
  standIns: { pdfUrl: '' },
  money: ['amount', 'taxAmount'],
};

export const NOTIFICATIONS: Vocabulary = {
  target: 'notifications',
  tables: ['notifications', 'notification'],
  needs: [['userId'], ['message', 'title']],
  synonyms: {
    userId: ['recipientid'],
    message: ['content', 'body'],
    title: ['titre', 'subject'],
    isRead: ['read', 'lu'],
    actionUrl: ['url', 'link', 'lien'],
    isDeleted: ['deleted'],
  },
  standIns: { title: '', message: '' },
};

export const PAGES: Vocabulary = {
  target: 'pages',
  tables: ['pages', 'page', 'posts', 'post', 'articles', 'article'],
  needs: [['title'], ['content']],
  synonyms: {
    title: ['titre'],
    content: ['contenu', 'body', 'html'],
    excerpt: ['extrait', 'summary', 'resume'],
    sortOrder: ['order', 'ordre', 'position'],
    status: ['statut'],
    publishedAt: ['publicationdate'],
  },
  standIns: { title: '(sans titre)', content: '' },
  marked: ['slug'],
  complete: (row, { key }) => {
    row.slug ??= `page-${key}`;
  },
};
