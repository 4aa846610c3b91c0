import type { Readable } from 'node:stream';

/** Bytes that are kept: what they are called is what they are. */
export interface StoredBytes {
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/** Both ends included, counted from 0, as in RFC 9110, section 14.1.2. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredEntry extends StoredBytes {
  readonly modifiedAt: Date;
}

/**
 * Keeps bytes under their own hash: the same bytes twice are kept once, and what is kept never changes.
 * A folder today; an S3 bucket fits the same shape (the hash is the key, `adopt` uploads the file).
 *
 * Who may read what, and how often the same bytes are referred to, is not its business: see the `blobs` table.
 * Every failure of the disk is a coded one (`STORAGE_FULL`, `STORAGE_FAILED`, `STORAGE_BYTES_MISSING`).
 */
export interface Storage {
  /**
   * Streams bytes in and hashes them on the way. When it resolves they survive a power cut; when it rejects, or the
   * source breaks off, nothing is left behind.
   */
  put(source: Readable): Promise<StoredBytes>;

  /**
   * Keeps a file of this machine whose hash is known, without copying it where the disk allows that. The file itself
   * stays; nobody may write to it any more. Doing it twice is as good as doing it once.
   */
  adopt(path: string, bytes: StoredBytes): Promise<void>;

  /** Opens the bytes, or a part of them, and fails before the first byte when they are not there. */
  open(sha256: string, range?: ByteRange): Promise<Readable>;

  /** Whether the bytes are there; with a size, whether all of them are. */
  has(sha256: string, size?: number): Promise<boolean>;

  /** Removes the bytes for good; nothing to remove is no failure. The caller makes sure that nobody refers to them. */
  remove(sha256: string): Promise<void>;

  /** Everything that is kept, in no order. */
  list(): AsyncIterable<StoredEntry>;

  /** Removes what interrupted writes left before `before`, and says how many. */
  sweep(before: Date): Promise<number>;
}
