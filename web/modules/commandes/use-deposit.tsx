import { type ReactNode, useRef } from 'react';
import { useMe } from '../../api/session.ts';
import type { Commande, User } from '../../api/types.ts';
import type { UploadKind } from '../files/upload.ts';
import { startUploads } from '../files/uploads.ts';

type VersionKind = Exclude<UploadKind, 'PIECE_JOINTE'>;

/** Adding a rung to the ladder: the kinds this reader may add, and the device's choice of files for each. */
export type Deposit = {
  kinds: VersionKind[];
  send: (kind: VersionKind, files: File[]) => void;
  open: (kind: VersionKind) => void;
  openFirst: () => void;
  input: ReactNode;
};

export function useDeposit(commande: Commande): Deposit {
  const me = useMe();
  const element = useRef<HTMLInputElement>(null);
  const wanted = useRef<VersionKind>('MANUSCRIT');
  const kinds = versionKinds(commande, me);
  const send = (kind: VersionKind, files: File[]) => void startUploads(files, { commandeId: commande.id, kind });
  const open = (kind: VersionKind) => {
    wanted.current = kind;
    element.current?.click();
  };
  const input = (
    <input
      ref={element}
      type="file"
      hidden
      multiple
      tabIndex={-1}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        if (files.length > 0) send(wanted.current, files);
      }}
    />
  );
  const [first] = kinds;
  return { kinds, send, open, openFirst: () => first && open(first), input };
}

/** Manuscripts come from the author, corrections from whoever corrects, while there is work to do. */
export function versionKinds(commande: Commande, me: Pick<User, 'id' | 'role'>): VersionKind[] {
  if (!commande.may.upload || commande.statut === 'TERMINE') return [];
  const corrects = commande.correcteur?.id === me.id || me.role === 'ADMIN';
  return [
    ...(commande.client.id === me.id ? (['MANUSCRIT'] as const) : []),
    ...(corrects ? (['CORRECTION'] as const) : []),
  ];
}
