import { type Agent, request } from 'node:http';
import { connect } from 'node:net';
import { DetailedError, Upload } from 'tus-js-client';
import type { TestPerson } from '#test/app.ts';
import type { FileKind } from './upload-request.ts';

/** Who speaks to which server. */
export interface Client {
  readonly server: string;
  readonly as: TestPerson;
}

export interface Sent {
  readonly bytes: Buffer;
  readonly commandeId: string;
  readonly filename?: string;
  readonly kind?: FileKind;
  readonly corrigeFileId?: string;
  readonly chunkSize?: number;
  /** What is said of the size, when it is not the truth. */
  readonly announced?: number;
}

/** Sends a file as the screens do, and returns its id. A refusal is thrown as its problem. */
export function sendFile({ server, as }: Client, sent: Sent): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(sent.bytes, {
      endpoint: `${server}/api/uploads`,
      headers: { authorization: `Bearer ${as.token}` },
      metadata: metadataOf(sent),
      retryDelays: null,
      ...(sent.chunkSize ? { chunkSize: sent.chunkSize } : {}),
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
      onError: (error) => reject(problemOf(error)),
    });
    upload.start();
  });
}

/** `POST /uploads` by hand. */
export function begin(client: Client, sent: Sent): Promise<Response> {
  return ask(client, 'POST', '/api/uploads', {
    'upload-length': String(sent.announced ?? sent.bytes.length),
    'upload-metadata': metadataHeader(metadataOf(sent)),
  });
}

export async function beginId(client: Client, sent: Sent): Promise<string> {
  const answer = await begin(client, sent);
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

export function patch(client: Client, id: string, offset: number, bytes: Buffer): Promise<Response> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return ask(client, 'PATCH', `/api/uploads/${id}`, headers, bytes);
}

export function ask(
  { server, as }: Client,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
): Promise<Response> {
  return fetch(server + path, {
    method,
    headers: { authorization: `Bearer ${as.token}`, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
}

/** `PATCH` on the connections of an agent. */
export function patchBy(agent: Agent, client: Client, id: string, offset: number, bytes: Buffer): Promise<number> {
  const headers = {
    authorization: `Bearer ${client.as.token}`,
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
    'content-length': bytes.length,
  };
  return new Promise((resolve, reject) => {
    const options = { method: 'PATCH', headers, agent, signal: AbortSignal.timeout(5000) };
    const sending = request(`${client.server}/api/uploads/${id}`, options, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.once('error', reject).end(bytes);
  });
}

/** How far the server says an upload is; null when it knows none. */
export async function offsetOf(client: Client, id: string): Promise<number | null> {
  const answer = await ask(client, 'HEAD', `/api/uploads/${id}`);
  return answer.ok ? Number(answer.headers.get('upload-offset')) : null;
}

/** Announces all the bytes, sends the first of them, and pulls the plug. */
export async function patchAndBreakOff(client: Client, id: string, bytes: Buffer, sentBytes: number): Promise<void> {
  const { hostname, port } = new URL(client.server);
  const socket = connect(Number(port), hostname);
  const head = [
    `PATCH /api/uploads/${id} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${client.as.token}`,
    'Tus-Resumable: 1.0.0',
    'Upload-Offset: 0',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${bytes.length}`,
  ].join('\r\n');
  await new Promise<void>((resolve) => socket.write(`${head}\r\n\r\n`, () => resolve()));
  await new Promise<void>((resolve) => socket.write(bytes.subarray(0, sentBytes), () => resolve()));
  // What was handed to the system is on its way; the rest never comes.
  await new Promise((resolve) => setTimeout(resolve, 150));
  socket.resetAndDestroy();
}

/** The status and the code of a refusal. */
export async function refusalOf(answer: Response): Promise<[status: number, code: string]> {
  // A problem, or the test is about to fail.
  const { code } = (await answer.json()) as { code: string };
  return [answer.status, code];
}

export function metadataHeader(metadata: Record<string, string>): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

function metadataOf({ commandeId, filename = 'roman.txt', kind = 'MANUSCRIT', corrigeFileId }: Sent) {
  return {
    filename,
    commandeId,
    kind,
    filetype: 'application/pdf',
    ...(corrigeFileId === undefined ? {} : { corrigeFileId }),
  };
}

function problemOf(error: Error): unknown {
  if (!(error instanceof DetailedError)) return error;
  const body = error.originalResponse?.getBody();
  return body ? JSON.parse(body) : error;
}
