const MASK = '[masked]';

/** The id of a token opens nothing, and is how one is told from another. */
const SECRET_NAME = '(?!token_?[iI]d")[\\w-]*(?:password|passwd|secret|token|authorization|cookie|api[-_]?key)[\\w-]*';
const STRING = '"(?:[^"\\\\]|\\\\.)*"';
/** What every pattern below needs to match: most lines have none of it, and are let through at once. */
const SUSPECT = /staka_|passw|secret|token|authorization|cookie|api[-_]?key|:\/\/|bearer|basic/i;
const MASKED: readonly (readonly [RegExp, string])[] = [
  // "password":"…", "set-cookie":["…","…"], at whatever depth
  [new RegExp(`("${SECRET_NAME}":)(?:${STRING}|\\[(?:${STRING},?)*\\])`, 'gi'), `$1"${MASK}"`],
  // the same in JSON that is itself a string
  [new RegExp(`(\\\\"${SECRET_NAME}\\\\":\\s*\\\\")(?:[^"\\\\]|\\\\\\\\.)*`, 'gi'), `$1${MASK}`],
  // postgresql://name:password@host
  [/(\w:\/\/[^\s:/?#"@]*:)[^\s/?#"@]+@/g, `$1${MASK}@`],
  // ?token=…, password=…
  [new RegExp(`((?:^|[^\\w"])${SECRET_NAME}=)[^&\\s"\\\\]+`, 'gi'), `$1${MASK}`],
  // An API token, wherever it is
  [/\bstaka_[0-9a-z]{40,}/g, `staka_${MASK}`],
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/g, `$1 ${MASK}`],
];

/** The one place that keeps secrets out of the log: it sees each line as it will be written. */
export function maskSecrets(line: string): string {
  if (!SUSPECT.test(line)) return line;
  return MASKED.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), line);
}
