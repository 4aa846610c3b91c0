import { Readable } from 'node:stream';
import { createFolderStorage } from './folder-storage.ts';

/** Run on a disk too small for it: prints the code of the failure. */
const storage = await createFolderStorage(process.argv[2] ?? '');
const tooMuch = Readable.from(Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024)));
await storage.put(tooMuch).catch((error: { code: string }) => console.log(error.code));
