import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

const PATIENCE_MS = 20_000;

export interface FakeMailServer {
  /** For SMTP_URL. */
  readonly url: string;
  /** The address, with its query, that a letter to this person leads to; waits for the letter. */
  linkTo(person: string, path: string): Promise<URL>;
  close(): Promise<void>;
}

/** A mail server on a free port that takes every letter and keeps it in memory. */
export async function startFakeMailServer(): Promise<FakeMailServer> {
  const letters: { readonly to: readonly string[]; readonly text: string }[] = [];
  const arrivals = new EventEmitter();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, { envelope }, done) => {
      stream.setEncoding('latin1');
      stream.toArray().then((chunks) => {
        letters.push({ to: envelope.rcptTo.map(({ address }) => address), text: unquoted(chunks.join('')) });
        done();
        arrivals.emit('letter');
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // it listens on a port
  const find = (person: string, path: string) =>
    letters
      .filter(({ to }) => to.includes(person))
      .flatMap(({ text }) => text.match(/https?:\/\/[^\s"<>]+/g) ?? [])
      .map((link) => new URL(link))
      .find(({ pathname }) => pathname === path);
  return {
    url: `smtp://127.0.0.1:${port}`,
    linkTo: async (person, path) => {
      const late = AbortSignal.timeout(PATIENCE_MS);
      for (let link = find(person, path); ; link = find(person, path)) {
        if (link) return link;
        await once(arrivals, 'letter', { signal: late }).catch(() => {
          throw new Error(`No letter to ${person} leads to ${path}`);
        });
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable (RFC 2045, section 6.7), as far as an address needs it. */
function unquoted(raw: string): string {
  return raw
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
