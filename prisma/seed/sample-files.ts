import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Storage } from '#platform/storage/storage.ts';
import type { SampleRows } from './insert-missing.ts';
import { daysBefore } from './moments.ts';
import { DELIVERED, RUNNING } from './sample-commandes.ts';
import { pdfDocument } from './sample-documents.ts';
import { sampleId } from './sample-id.ts';
import type { SamplePeople } from './sample-people.ts';

const MANUSCRIPT = `Passage du Nord
Nouvelles

Le dernier bac

Il n’y avait plus que trois passagers sur le pont quand la brume se leva. Le passeur, que tout le
monde appelait Anselme, coupa le moteur et laissa glisser le bac jusqu’au milieu du fleuve.
— On attend quoi ? demanda la femme au manteau gris.
— Que l’autre rive se décide, répondit-il.
`;

const CORRECTION = `${MANUSCRIPT}
— — —
Relecture de Sophie Lambert, Staka Éditions
Page 1 : « se leva » s’emploie pour la brume qui se dissipe ; « tomba » serait plus juste si elle arrive.
Page 1 : incise conservée, tirets cadratins uniformisés dans tout le recueil.
`;

const MEMOIRE = [
  'Université de Nantes – Master de lettres modernes',
  '',
  'La ville dans les romans de Patrick Modiano',
  'Mémoire présenté par Julien Moreau',
  '',
  'Introduction',
  'Paris n’est pas un décor : chez Modiano, la rue tient lieu de mémoire, et le plan',
  'de la ville, avec ses adresses exactes, se lit comme un registre de disparus.',
  'Nous verrons d’abord comment le nom propre des rues fixe ce que les personnages',
  'ont oublié, puis comment la marche en devient la seule méthode d’enquête.',
];

/** The bytes of the three sample files, by the number of each. */
export type SampleDocuments = { sha256: string; size: number }[];

/** Keeps the bytes of the sample files where they are missing, before any row speaks of them. */
export async function storeSampleDocuments(storage: Pick<Storage, 'put' | 'has'>): Promise<SampleDocuments> {
  const contents = [pdfDocument(MEMOIRE), Buffer.from(MANUSCRIPT), Buffer.from(CORRECTION)];
  const documents: SampleDocuments = [];
  for (const content of contents) {
    const document = { sha256: createHash('sha256').update(content).digest('hex'), size: content.length };
    if (!(await storage.has(document.sha256, document.size))) await storage.put(Readable.from([content]));
    documents.push(document);
  }
  return documents;
}

/** A manuscript under correction, and one with the version that corrects it. */
export function sampleFiles({ adminId, authorId }: SamplePeople, documents: SampleDocuments, now: Date): SampleRows {
  const file = (number: number) => {
    const id = sampleId('file', number);
    return {
      id,
      url: `/api/files/${id}/content`,
      type: 'DOCUMENT' as const,
      sha256: '',
      size: 0,
      ...documents[number - 1],
    };
  };
  return {
    files: [
      {
        ...file(1),
        filename: 'memoire-modiano.pdf',
        storedName: 'b0d1c1a2-6a55-4a0e-9f27-5b8f6f3c1d01.pdf',
        mimeType: 'application/pdf',
        uploadedById: authorId,
        commandeId: RUNNING,
        description: 'Version remise au directeur de recherche',
        createdAt: daysBefore(now, 5, 1),
      },
      {
        ...file(2),
        filename: 'passage-du-nord.txt',
        storedName: 'b0d1c1a2-6a55-4a0e-9f27-5b8f6f3c1d02.txt',
        mimeType: 'text/plain',
        uploadedById: authorId,
        commandeId: DELIVERED,
        createdAt: daysBefore(now, 21, 1),
      },
      {
        ...file(3),
        filename: 'passage-du-nord-corrige.txt',
        storedName: 'b0d1c1a2-6a55-4a0e-9f27-5b8f6f3c1d03.txt',
        mimeType: 'text/plain',
        uploadedById: adminId,
        commandeId: DELIVERED,
        description: 'Corrections et remarques de relecture',
        createdAt: daysBefore(now, 9, -1),
      },
    ],
    file_versions: ladders(now),
  };
}

function ladders(now: Date): NonNullable<SampleRows['file_versions']> {
  return [
    {
      id: sampleId('version', 1),
      commandeId: RUNNING,
      fileId: sampleId('file', 1),
      numero: 1,
      kind: 'MANUSCRIT',
      createdAt: daysBefore(now, 5, 1),
    },
    {
      id: sampleId('version', 2),
      commandeId: DELIVERED,
      fileId: sampleId('file', 2),
      numero: 1,
      kind: 'MANUSCRIT',
      createdAt: daysBefore(now, 21, 1),
    },
    {
      id: sampleId('version', 3),
      commandeId: DELIVERED,
      fileId: sampleId('file', 3),
      numero: 2,
      kind: 'CORRECTION',
      corrigeId: sampleId('version', 2),
      createdAt: daysBefore(now, 9, -1),
    },
  ];
}
