import { test } from 'node:test';

/** What a test needs and this machine does not reach: left out by name, or a failure where every service is required. */
export function nameUnreachable(what: string): void {
  const sentence = `${what} is reachable`;
  if (process.env.STAKA_TEST_SERVICES !== 'required') test.skip(sentence);
  else {
    test(sentence, () => {
      throw new Error(`${what} is not reachable, and STAKA_TEST_SERVICES=required.`);
    });
  }
}
