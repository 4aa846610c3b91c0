import type { RoleRequestRow } from './queries.ts';
import type { RoleRequest } from './schema.ts';

export function presentRoleRequest(row: RoleRequestRow): RoleRequest {
  const { id: userId, prenom, nom, email, bio, wantsRole, expertise, hourlyRateCents, createdAt } = row;
  return {
    userId,
    prenom,
    nom,
    email,
    bio,
    role: wantsRole ?? '',
    expertise: expertise ?? [],
    hourlyRateCents,
    createdAt: createdAt.toISOString(),
  };
}
