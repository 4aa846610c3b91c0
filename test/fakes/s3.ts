import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

const MIN_PART_BYTES = 5 * 1024 * 1024;
const SKEW_MS = 15 * 60 * 1000;
/** So few objects are one page of a list. */
const PAGE = 2;

interface Upload {
  readonly key: string;
  readonly initiated: Date;
  readonly parts: Map<number, Buffer>;
}

export interface FakeS3 {
  readonly url: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: Map<string, Buffer>;
  /** Those that are neither completed nor abandoned. */
  readonly uploads: Map<string, Upload>;
  /** What the storage takes the time to be: so many milliseconds from now. */
  setClock(offset: number): void;
  /** Breaks the connection of the requests to come of that kind: at once, or once so many bytes of the answer are sent. */
  breakNext(kind: 'part' | 'complete' | 'read', times: number, afterBytes?: number): void;
  close(): Promise<void>;
}

/**
 * S3 over HTTP on a free port: signatures (AWS Signature 4), multipart uploads, lists in pages, ranges. Written after
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export async function startFakeS3(): Promise<FakeS3> {
  const house: House = {
    ...{ bucket: 'sauvegardes', accessKeyId: 'AKIAFAKE', secretAccessKey: 'secret/of+the-fake' },
    ...{ objects: new Map(), uploads: new Map(), breaks: [], offset: 0 },
  };
  const server = createServer((request, response) => {
    answer(house, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...house,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    setClock: (offset) => {
      house.offset = offset;
    },
    breakNext: (kind, times, afterBytes = 0) => {
      for (let n = 0; n < times; n += 1) house.breaks.push({ kind, afterBytes });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface House {
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly objects: Map<string, Buffer>;
  readonly uploads: Map<string, Upload>;
  readonly breaks: { kind: string; afterBytes: number }[];
  offset: number;
}

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const body = await buffer(request);
  const url = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const refusal = refuse(house, request, url, body);
  if (refusal) return fail(response, 403, refusal, house);
  if (bucket !== house.bucket) return fail(response, 404, 'NoSuchBucket', house);
  return serve(house, { method: request.method ?? '', key: rest.join('/'), url, body, request }, response);
}

interface Asked {
  readonly method: string;
  readonly key: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly request: IncomingMessage;
}

function serve(house: House, asked: Asked, response: ServerResponse): unknown {
  const { method, key, url, body } = asked;
  const query = url.searchParams;
  const uploadId = query.get('uploadId');
  if (key === '') return query.has('uploads') ? listUploads(house, response) : listObjects(house, query, response);
  if (method === 'POST' && query.has('uploads')) return begin(house, key, response);
  if (method === 'PUT' && uploadId !== null)
    return put(house, { uploadId, number: Number(query.get('partNumber')), body }, response);
  if (method === 'POST' && uploadId !== null) return complete(house, { uploadId, xml: body.toString() }, response);
  if (method === 'DELETE' && uploadId !== null) return gone(house.uploads, uploadId, response);
  if (method === 'DELETE') return gone(house.objects, key, response);
  return read(house, asked, response);
}

function gone(from: Map<string, unknown>, name: string, response: ServerResponse): unknown {
  from.delete(name);
  return response.writeHead(204).end();
}

function begin(house: House, key: string, response: ServerResponse): unknown {
  const uploadId = randomUUID();
  house.uploads.set(uploadId, { key, initiated: new Date(), parts: new Map() });
  return send(
    response,
    `<InitiateMultipartUploadResult><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
  );
}

function put(
  house: House,
  { uploadId, number, body }: { uploadId: string; number: number; body: Buffer },
  response: ServerResponse,
): unknown {
  if (isBroken(house, 'part')) return response.destroy();
  const upload = house.uploads.get(uploadId);
  if (!upload) return fail(response, 404, 'NoSuchUpload', house);
  upload.parts.set(number, body);
  return response.writeHead(200, { etag: etagOf(body) }).end();
}

function complete(
  house: House,
  { uploadId, xml }: { uploadId: string; xml: string },
  response: ServerResponse,
): unknown {
  const upload = house.uploads.get(uploadId);
  if (!upload) return fail(response, 404, 'NoSuchUpload', house);
  const named = [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;(\w+)&quot;<\/ETag>/g)];
  const parts = named.map(([, number, etag]) => ({ bytes: upload.parts.get(Number(number)), etag: `"${etag}"` }));
  if (parts.length === 0 || parts.some(({ bytes, etag }) => !bytes || etagOf(bytes) !== etag))
    return fail(response, 400, 'InvalidPart', house);
  if (parts.slice(0, -1).some(({ bytes }) => (bytes?.length ?? 0) < MIN_PART_BYTES))
    return fail(response, 400, 'EntityTooSmall', house);
  house.objects.set(upload.key, Buffer.concat(parts.flatMap(({ bytes }) => bytes ?? [])));
  house.uploads.delete(uploadId);
  if (isBroken(house, 'complete')) return response.destroy();
  return send(response, '<CompleteMultipartUploadResult><ETag>"all"</ETag></CompleteMultipartUploadResult>');
}

function read(house: House, { method, key, request }: Asked, response: ServerResponse): unknown {
  const bytes = house.objects.get(key);
  if (!bytes) return fail(response, 404, 'NoSuchKey', house);
  const etag = etagOf(bytes);
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== etag) return fail(response, 412, 'PreconditionFailed', house);
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= bytes.length) return fail(response, 416, 'InvalidRange', house);
  const rest = bytes.subarray(from);
  response.writeHead(from === 0 ? 200 : 206, { etag, 'content-length': rest.length });
  if (method === 'HEAD') return response.end();
  const cut = house.breaks[0]?.kind === 'read' ? house.breaks.shift() : undefined;
  if (!cut) return response.end(rest);
  response.write(rest.subarray(0, cut.afterBytes), () => response.destroy());
}

function listObjects(house: House, query: URLSearchParams, response: ServerResponse): unknown {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const keys = [...house.objects.keys()].sort().filter((key) => key.startsWith(prefix) && key > after);
  const page = keys.slice(0, PAGE);
  const contents = page.map((key) => {
    const size = house.objects.get(key)?.length;
    return `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`;
  });
  const next = keys.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return send(
    response,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contents.join('')}${next}</ListBucketResult>`,
  );
}

function listUploads(house: House, response: ServerResponse): unknown {
  const uploads = [...house.uploads].map(
    ([id, { key, initiated }]) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
  );
  return send(response, `<ListMultipartUploadsResult>${uploads.join('')}</ListMultipartUploadsResult>`);
}

/** Why a request is not believed. */
function refuse(house: House, request: IncomingMessage, url: URL, body: Buffer): string | null {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': sha256 } = request.headers;
  const [, key, scope = '', signed = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(authorization) ??
    [];
  if (key !== house.accessKeyId) return 'InvalidAccessKeyId';
  const at = Date.parse(String(date).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (Math.abs(at - Date.now() - house.offset) > SKEW_MS) return 'RequestTimeTooSkewed';
  if (sha256 !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams].map(([name, value]) => `${uriEncoded(name)}=${uriEncoded(value)}`).sort();
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const path = url.pathname
    .split('/')
    .map((part) => uriEncoded(decodeURIComponent(part)))
    .join('/');
  const canonical = [request.method, path, query.join('&'), headers.join(''), signed, sha256].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', date, scope, hashed].join('\n');
  let secret: Buffer | string = `AWS4${house.secretAccessKey}`;
  for (const part of scope.split('/')) secret = createHmac('sha256', secret).update(part).digest();
  return createHmac('sha256', secret).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch';
}

function uriEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isBroken(house: House, kind: string): boolean {
  if (house.breaks[0]?.kind !== kind) return false;
  house.breaks.shift();
  return true;
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function send(response: ServerResponse, xml: string): unknown {
  return response
    .writeHead(200, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}

function fail(response: ServerResponse, status: number, code: string, { offset }: House): unknown {
  const time = new Date(Date.now() + offset).toISOString();
  const xml = `<Error><Code>${code}</Code><Message>said by the fake</Message><ServerTime>${time}</ServerTime></Error>`;
  return response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
}
