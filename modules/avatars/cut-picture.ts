import type { Metadata, Region, Sharp } from 'sharp';
import { CodedError, httpErrors } from '#platform/http/errors.ts';
import { avatarErrors } from './errors.ts';
import { AVATAR_SIDE } from './schema.ts';

export interface Crop {
  readonly x?: number;
  readonly y?: number;
  readonly zoom?: number;
}

interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** Decoded it takes four bytes for each: what is more is not opened at all. */
const MEGAPIXELS = 50;
const SHORTEST_SIDE = 32;
const FORMATS: readonly string[] = ['png', 'jpeg', 'webp'];
const WAITING_AT_MOST = 8;

/**
 * Makes a square WebP of a picture, upright, and without anything but its pixels. The library is loaded when the first
 * picture comes, and opens one at a time.
 * @throws AVATAR_UNREADABLE, AVATAR_EXCESSIVE, AVATAR_TOO_SMALL, SERVICE_UNAVAILABLE when too many wait already
 */
export function cutPicture(bytes: Buffer, crop: Crop): Promise<Buffer> {
  return inTurn(async () => {
    const { default: sharp } = await import('sharp');
    sharp.cache(false);
    sharp.concurrency(1);
    try {
      const open = () => sharp(bytes, { limitInputPixels: MEGAPIXELS * 1_000_000, failOn: 'error' });
      const dimensions = requireAcceptable(await sharp(bytes, { limitInputPixels: false }).metadata());
      return await cut(open(), squareOf(dimensions, crop));
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw avatarErrors.AVATAR_UNREADABLE({}, { cause: error });
    }
  });
}

/** Of the upright picture; the longer side gives way. */
export function squareOf({ width, height }: Dimensions, { x = 0.5, y = 0.5, zoom = 1 }: Crop): Region {
  const side = Math.max(1, Math.round(Math.min(width, height) / zoom));
  const from = (centre: number, length: number) =>
    Math.min(length - side, Math.max(0, Math.round(centre * length - side / 2)));
  return { left: from(x, width), top: from(y, height), width: side, height: side };
}

/** The header alone is read for this: what it says decides whether the rest is. */
function requireAcceptable({ format, width, height, autoOrient }: Metadata): Dimensions {
  if (!FORMATS.includes(format)) throw avatarErrors.AVATAR_UNREADABLE();
  if (width * height > MEGAPIXELS * 1_000_000) throw avatarErrors.AVATAR_EXCESSIVE({ megapixels: MEGAPIXELS });
  if (Math.min(width, height) < SHORTEST_SIDE) throw avatarErrors.AVATAR_TOO_SMALL();
  return autoOrient;
}

/** Unless it is told to keep them, the library leaves EXIF, XMP and colour profiles behind; colours become sRGB. */
function cut(picture: Sharp, square: Region): Promise<Buffer> {
  return picture
    .autoOrient()
    .extract(square)
    .resize(AVATAR_SIDE, AVATAR_SIDE, { fit: 'fill' })
    .webp({ quality: 82 })
    .toBuffer();
}

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting >= WAITING_AT_MOST) throw httpErrors.SERVICE_UNAVAILABLE({}, { headers: { 'retry-after': '5' } });
  waiting += 1;
  const mine = last.then(work).finally(() => {
    waiting -= 1;
  });
  last = mine.catch(() => {});
  return mine;
}
