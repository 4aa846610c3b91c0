/** What is done to a person. */
export function onUser(targetId: string) {
  return { targetType: 'user', targetId } as const;
}
