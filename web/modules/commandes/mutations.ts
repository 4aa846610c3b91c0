import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { Commande, Priorite, StatutCommande } from '../../api/types.ts';
import { commandeQuery } from './queries.ts';

export type CommandeChanges = {
  titre?: string;
  description?: string | null;
  priorite?: Priorite;
  dateEcheance?: string | null;
  noteClient?: string | null;
  noteCorrecteur?: string | null;
};

/** Puts the commande as the server now has it where it is shown, and has lists and history fetched again. */
export function useShowCommande(): (commande: Commande) => void {
  const client = useQueryClient();
  return (commande) => {
    client.setQueryData(commandeQuery(commande.id).queryKey, commande);
    void client.invalidateQueries({ queryKey: ['commandes', commande.id] });
    void client.invalidateQueries({ queryKey: ['commandes', 'list'] });
    void client.invalidateQueries({ queryKey: ['correcteurs'] });
  };
}

export function useCreateCommande() {
  const show = useShowCommande();
  return useMutation({
    mutationFn: (body: CommandeChanges & { titre: string }) => answer(api.POST('/api/commandes', { body })),
    onSuccess: show,
  });
}

export function useEditCommande() {
  const show = useShowCommande();
  return useMutation({
    mutationFn: ({ id, ...body }: CommandeChanges & { id: string }) =>
      answer(api.PATCH('/api/commandes/{id}', { params: { path: { id } }, body })),
    onSuccess: show,
  });
}

export function useChangeStatut() {
  const show = useShowCommande();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; statut: StatutCommande; reason?: string }) =>
      answer(api.PUT('/api/commandes/{id}/statut', { params: { path: { id } }, body })),
    onSuccess: show,
  });
}

export function useAssign() {
  const show = useShowCommande();
  return useMutation({
    mutationFn: ({ id, correcteurId }: { id: string; correcteurId: string | null }) =>
      answer(api.PUT('/api/commandes/{id}/assignation', { params: { path: { id } }, body: { correcteurId } })),
    onSuccess: show,
  });
}

export function useDeliver() {
  const show = useShowCommande();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; fileIds: string[]; message?: string }) =>
      answer(api.POST('/api/commandes/{id}/livraison', { params: { path: { id } }, body })),
    onSuccess: show,
  });
}
