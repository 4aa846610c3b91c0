import { on } from 'node:events';
import { finished, type Readable } from 'node:stream';

/**
 * What comes on a connection, as tus asks for it: each chunk as it is. `Readable.toWeb` copies every one.
 * Nothing is read ahead of who reads.
 */
export function bodyOf(raw: Readable): ReadableStream<Uint8Array> {
  let isOver = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        raw.pause();
        raw.on('data', (chunk: Uint8Array) => {
          if (isOver) return;
          controller.enqueue(chunk);
          raw.pause();
        });
        finished(raw, { writable: false }, (error) => {
          if (isOver) return;
          isOver = true;
          if (error) controller.error(error);
          else controller.close();
        });
      },
      pull() {
        raw.resume();
      },
      cancel(reason: unknown) {
        isOver = true;
        raw.destroy(reason instanceof Error ? reason : undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * The chunks of a body, whose memory goes back as soon as the reader asks for the next. It lies outside the heap of V8,
 * which would let some fifty MiB of it pile up before it looks for what nobody needs any more.
 */
export async function* chunksOf(body: Readable): AsyncGenerator<Uint8Array> {
  if (body.errored) throw body.errored;
  if (body.readableEnded || body.destroyed) return;
  // Iterating the body itself would join waiting chunks into new ones.
  const watermarks = { highWaterMark: 1, lowWaterMark: 1 };
  for await (const [chunk] of on(body, 'data', { close: ['end', 'close'], ...watermarks })) {
    yield chunk;
    giveBack(chunk);
  }
}

/** Only what came from a socket by itself: small pieces of other streams share their memory. */
function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && !buffer.detached) buffer.transfer(0);
}
