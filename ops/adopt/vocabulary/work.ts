import type { Vocabulary } from './vocabulary.ts';

export const COMMANDES: Vocabulary = {
  target: 'commandes',
  tables: ['commandes', 'commande', 'orders', 'projects', 'projets'],
  needs: [['userId'], ['titre']],
  synonyms: {
    userId: ['clientid', 'authorid', 'customerid'],
    titre: ['title'],
    statut: ['status'],
    priorite: ['priority'],
    amount: ['montant', 'prix', 'price', 'amountcents'],
    dateEcheance: ['deadline', 'duedate', 'dueat'],
    dateFinition: ['finishedat', 'completedat', 'deliveredat'],
    correcteurId: ['correctorid', 'assignedtoid'],
  },
  standIns: { titre: '(sans titre)' },
  visitors: ['userId'],
  money: ['amount'],
};

export const FILES: Vocabulary = {
  target: 'files',
  tables: ['files', 'file', 'fichiers', 'documents'],
  needs: [['filename', 'storedName'], ['uploadedById']],
  synonyms: {
    filename: ['originalname', 'name', 'nom'],
    storedName: ['storagename', 'path', 'storagekey', 'key'],
    mimeType: ['contenttype', 'mime'],
    uploadedById: ['userid', 'ownerid', 'uploaderid'],
    commandeId: ['orderid', 'projectid'],
    deletedAt: ['removedat'],
  },
  standIns: { mimeType: 'application/octet-stream', size: 0, url: '', type: 'OTHER' },
  visitors: ['uploadedById'],
  marked: ['storedName'],
  complete: (row, { key }) => {
    row.filename ??= row.storedName ?? key;
    row.storedName ??= key;
    // The bytes are not in the database, and nothing proves which they are.
    row.sha256 = null;
  },
};

export const MESSAGES: Vocabulary = {
  target: 'messages',
  tables: ['messages', 'message'],
  needs: [['content'], ['senderId']],
  synonyms: {
    content: ['body', 'text', 'contenu', 'message'],
    senderId: ['fromid', 'authorid', 'userid', 'expediteurid'],
    receiverId: ['toid', 'recipientid', 'destinataireid'],
    subject: ['sujet', 'title', 'titre'],
    commandeId: ['orderid', 'projectid'],
    supportRequestId: ['ticketid'],
    parentId: ['replytoid', 'parentmessageid'],
    statut: ['status'],
    isRead: ['read', 'lu'],
  },
  standIns: { content: '' },
  visitors: ['senderId'],
  mentions: { threadId: 'messages' },
};

export const MESSAGE_ATTACHMENTS: Vocabulary = {
  target: 'message_attachments',
  tables: ['messageattachments', 'messageattachment', 'attachments'],
  needs: [['messageId'], ['fileId']],
};

export const SUPPORT_REQUESTS: Vocabulary = {
  target: 'support_requests',
  tables: ['supportrequests', 'supportrequest', 'tickets', 'supporttickets'],
  needs: [['title'], ['description', 'status']],
  synonyms: {
    userId: ['authorid', 'clientid', 'requesterid'],
    title: ['subject', 'titre', 'sujet'],
    description: ['content', 'message', 'body'],
    status: ['statut'],
    priority: ['priorite'],
    category: ['categorie'],
    assignedToId: ['assigneeid', 'agentid'],
  },
  standIns: { title: '(sans titre)', description: '' },
  visitors: ['userId'],
};
