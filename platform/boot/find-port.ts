import { createServer } from 'node:net';
import type { Bilingual } from '#platform/terminal.ts';
import { BootFailure } from './boot-failure.ts';

/**
 * The port that can be listened on: the one asked for, or a free one for 0. Known before anything is opened, so that
 * a second start touches nothing of the first, and links can be made.
 * @throws BootFailure
 */
export async function findPort(host: string, port: number): Promise<number> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, resolve);
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  } catch (error) {
    throw listenFailure(error, host, port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Why a port cannot be listened on. */
export function listenFailure(error: unknown, host: string, port: number): unknown {
  const sentence = sentenceFor(error instanceof Error && 'code' in error ? error.code : undefined, host, port);
  return sentence === null ? error : new BootFailure(sentence, error);
}

function sentenceFor(code: unknown, host: string, port: number): Bilingual | null {
  switch (code) {
    case 'EADDRINUSE':
      return {
        fr: `Le port ${port} est déjà pris : Staka tourne peut-être déjà. Arrêtez ce qui l’occupe, ou choisissez-en un autre par PORT.`,
        en: `Port ${port} is already in use: Staka may be running already. Stop what holds it, or choose another with PORT.`,
      };
    case 'EACCES':
      return {
        fr: `Le port ${port} est réservé au système : choisissez-en un à partir de 1024 par PORT.`,
        en: `Port ${port} is kept for the system: choose one from 1024 up with PORT.`,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        fr: `« ${host} » n’est pas une adresse de cette machine : corrigez HOST.`,
        en: `“${host}” is not an address of this machine: correct HOST.`,
      };
    default:
      return null;
  }
}
