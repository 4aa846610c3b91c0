import { createHash } from 'node:crypto';
import { newId } from '#platform/ids.ts';
import type { Ledger, OngoingUpload } from './ledger.ts';
import type { Random } from './random.ts';
import type { Speaker, Work } from './world.ts';

/** A server did not do as it was asked, and said so. */
export class Refused extends Error {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;

  constructor(what: string, status: number, contentType: string, body: string) {
    super(`${what}: ${status} ${body.slice(0, 300)}`);
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }
}

/** How people use a server, each act noted in the ledger once it is acknowledged. A cut connection is thrown as it comes. */
export class Acts {
  readonly #origin: string;
  readonly #ledger: Ledger;
  readonly #random: Random;

  constructor(origin: string, ledger: Ledger, random: Random) {
    this.#origin = origin;
    this.#ledger = ledger;
    this.#random = random;
  }

  async say(from: Speaker, { commandeId }: Work): Promise<void> {
    const id = newId();
    const content = `Message ${id} ${'é'.repeat(this.#random.between(0, 300))}`.trim();
    this.#ledger.unansweredMessages.set(id, { commandeId, content, token: from.token });
    await this.sayAgain(id);
  }

  /** Sends a message under the id it has: the first time, or after an answer that never came. */
  async sayAgain(id: string): Promise<void> {
    const message = this.#ledger.unansweredMessages.get(id);
    if (!message) return;
    const { commandeId, content, token } = message;
    const answer = await this.#post(`/api/commandes/${commandeId}/messages`, { id, content }, token);
    this.#ledger.acknowledge({ kind: 'message', id, commandeId, content }, answer);
    this.#ledger.unansweredMessages.delete(id);
  }

  async register(): Promise<void> {
    const email = `nouveau-${newId()}@example.com`;
    const body = { email, password: 'une phrase secrète', prenom: 'Nouvelle', nom: 'Personne' };
    const answer = await this.#post('/api/auth/register', body, null);
    this.#ledger.acknowledge({ kind: 'registration', email }, answer);
  }

  /** Sends a file in parts, as the screens do, and returns its id. */
  async upload(from: Speaker, { commandeId }: Work, kind: 'MANUSCRIT' | 'CORRECTION'): Promise<string> {
    const size = this.#random.between(1, 6) * 10_000;
    const bytes = Buffer.from(`Chapitre ${newId()}\n${this.#random.bytes(size).toString('base64')}`);
    const metadata = { filename: 'roman.txt', commandeId, kind, filetype: 'text/plain' };
    const head = Object.entries(metadata).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
    const headers = { 'upload-length': String(bytes.length), 'upload-metadata': head.join(',') };
    const answer = await this.#ask('POST', '/api/uploads', { token: from.token, headers });
    const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#ledger.acknowledge({ kind: 'upload', id, offset: 0, by: from.token }, answer);
    this.#ledger.begin({ id, bytes, sha256, token: from.token });
    await this.#send({ id, bytes, sha256, token: from.token }, 0);
    return id;
  }

  /** Asks how far an upload is and sends the rest. Returns how far it was. */
  async resume(upload: OngoingUpload): Promise<number> {
    const answer = await this.#ask('HEAD', `/api/uploads/${upload.id}`, { token: upload.token });
    const offset = Number(answer.headers.get('upload-offset'));
    await this.#send(upload, offset);
    return offset;
  }

  async deliver({ commandeId, correcteur: { token } }: Work, fileIds: string[]): Promise<void> {
    const message = `Livraison ${commandeId}`;
    this.#ledger.unansweredDeliveries.set(commandeId, { fileIds, message, token });
    const answer = await this.#post(`/api/commandes/${commandeId}/livraison`, { fileIds, message }, token);
    this.#ledger.acknowledge({ kind: 'delivery', commandeId, fileIds, by: token }, answer);
    this.#ledger.unansweredDeliveries.delete(commandeId);
  }

  /** Delivers again what was never answered: done now, or done already. */
  async deliverAgain(commandeId: string): Promise<void> {
    const delivery = this.#ledger.unansweredDeliveries.get(commandeId);
    if (!delivery) return;
    const { fileIds, message, token } = delivery;
    try {
      await this.#post(`/api/commandes/${commandeId}/livraison`, { fileIds, message }, token);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 409)) throw error;
    }
    this.#ledger.unansweredDeliveries.delete(commandeId);
  }

  async download(id: string, token: string): Promise<Buffer> {
    const answer = await this.#ask('GET', `/api/files/${id}/content`, { token });
    return Buffer.from(await answer.arrayBuffer());
  }

  async #send(upload: OngoingUpload, from: number): Promise<void> {
    const { id, bytes, sha256, token } = upload;
    let offset = from;
    while (offset < bytes.length) {
      const part = bytes.subarray(offset, offset + Math.ceil(bytes.length / 3));
      const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
      const answer = await this.#ask('PATCH', `/api/uploads/${id}`, { token, headers, body: part });
      offset += part.length;
      const isWhole = offset === bytes.length;
      this.#ledger.acknowledge(
        isWhole
          ? { kind: 'file', id, sha256, size: bytes.length, by: token }
          : { kind: 'upload', id, offset, by: token },
        answer,
      );
    }
    this.#ledger.unfinishedUploads.delete(id);
  }

  #post(path: string, body: object, token: string | null): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask('POST', path, { token, headers, body: Buffer.from(JSON.stringify(body)) });
  }

  async #ask(
    method: string,
    path: string,
    { token, headers, body }: { token: string | null; headers?: Record<string, string>; body?: Buffer },
  ): Promise<Response> {
    const address = [10, 0, this.#random.between(0, 255), this.#random.between(1, 254)].join('.');
    const answer = await fetch(this.#origin + path, {
      method,
      headers: {
        'x-forwarded-for': address,
        'tus-resumable': '1.0.0',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    if (answer.ok) return answer;
    const type = answer.headers.get('content-type') ?? '';
    throw new Refused(`${method} ${path}`, answer.status, type, await answer.text());
  }
}
