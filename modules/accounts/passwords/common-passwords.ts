const SHORTEST = 8;

let common: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether the password is one of those that are tried first: the fifty thousand most common ones, of which those that
 * are long enough are kept. They are read the first time somebody sets a password, and take some three megabytes.
 */
export async function isCommonPassword(typed: string): Promise<boolean> {
  common ??= readList();
  return (await common).has(typed.normalize('NFKC').toLowerCase());
}

async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter((password) => password.length >= SHORTEST));
}
