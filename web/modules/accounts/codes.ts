/** What the API may refuse about a new account, and the field it is about. */
export const NEW_PASSWORD_CODES = {
  ACCOUNT_PASSWORD_TOO_SHORT: 'password',
  ACCOUNT_PASSWORD_TOO_LONG: 'password',
  ACCOUNT_PASSWORD_COMMON: 'password',
  ACCOUNT_PASSWORD_HOLDS_NAME: 'password',
} as const;
