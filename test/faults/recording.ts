import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { RecordedDisk } from './recorded-disk.ts';
import { descriptorsOf, lastNumber, readSystemCalls, type SystemCall, stringsOf } from './system-calls.ts';

const CALLS =
  'openat,?open,?creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,?rename,renameat,renameat2,?link,linkat,?unlink,unlinkat,?mkdir,mkdirat,?rmdir,sendto,sendmsg,copy_file_range,?sendfile';

/** Has a program recorded: every write, sync and name, with all its bytes. It stays the child of whoever starts it. */
export function recorder(log: string): string[] {
  return ['strace', '-D', '-f', '--seccomp-bpf', '-y', '-xx', '-s', '8000000', '-o', log, '-e', `trace=${CALLS}`];
}

/** Logs of the server, and SQLite's index of its log, which every start makes anew. */
const IGNORED = /^logs\b|-shm$|^\.probe-/;

/** The folders and files of a folder, by their paths in it. */
export type Snapshot = ReadonlyMap<string, Buffer | 'folder'>;

export function snapshot(folder: string): Snapshot {
  const found = new Map<string, Buffer | 'folder'>([['.', 'folder']]);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (!IGNORED.test(path)) found.set(path, entry.isDirectory() ? 'folder' : readFileSync(join(folder, path)));
  }
  return found;
}

/** What a server did to its data folder, to be played again up to any moment. */
export class Recording {
  readonly #folder: string;
  readonly #disk = new RecordedDisk();
  readonly #offsets = new Map<number, number>();
  readonly #calls: AsyncGenerator<SystemCall>;
  /** By the X-Request-Id of an answer: the moment it began to be sent. */
  readonly answered = new Map<string, number>();
  /** When something had just been written into an upload. */
  readonly uploadWrites: number[] = [];
  #next: SystemCall | undefined;

  /** @param before what lay in the folder when the server started, which is taken to be durable */
  constructor(folder: string, { log, before }: { log: string; before: Snapshot }) {
    this.#folder = folder;
    this.#calls = readSystemCalls(log);
    for (const [path, content] of before) this.#disk.lay(path, content);
  }

  /** Plays what was done until this moment, and gives the disk as it is then. */
  async playUntil(moment: number): Promise<RecordedDisk> {
    for (;;) {
      this.#next ??= (await this.#calls.next()).value ?? undefined;
      if (!this.#next || this.#next.ended > moment) return this.#disk;
      this.#play(this.#next);
      this.#next = undefined;
    }
  }

  /** Where the disk that was recorded and the real one are not the same: something was done that was not recorded. */
  async differences(): Promise<string[]> {
    const disk = await this.playUntil(Number.POSITIVE_INFINITY);
    const recorded = new Map([...disk.contents()].filter(([path]) => !IGNORED.test(path)));
    const real = readdirSync(this.#folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !IGNORED.test(path) && statSync(join(this.#folder, path)).isFile(),
    );
    const different = real.filter((path) => !recorded.get(path)?.equals(readFileSync(join(this.#folder, path))));
    return [...different, ...[...recorded.keys()].filter((path) => !real.includes(path))];
  }

  #play(call: SystemCall): void {
    const { name, began } = call;
    if (/^(open|openat|creat)$/.test(name)) this.#open(call);
    else if (/^(write|writev|sendto|sendmsg|pwrite64)$/.test(name)) this.#write(call);
    else if (name === 'ftruncate')
      this.#withFile(call, (path) => this.#disk.file(path)?.truncate(lastNumber(call), began));
    else if (/^(fsync|fdatasync)$/.test(name)) this.#withFile(call, (path) => this.#disk.sync(path, began));
    else if (/^(rename|link|unlink|rmdir|mkdir)/.test(name)) this.#name(call);
    else
      this.#withFile(call, (path) => {
        throw new Error(`${name} on ${path} cannot be played.`);
      });
  }

  #open(call: SystemCall): void {
    const path = this.#paths(call)[0];
    this.#offsets.set(call.result, 0);
    if (path === undefined) return;
    const file = this.#disk.file(path);
    if (!file && call.args.includes('O_CREAT')) this.#disk.create(path, call.began);
    if (file && call.args.includes('O_TRUNC')) file.truncate(0, call.began);
    if (file && call.args.includes('O_APPEND')) this.#offsets.set(call.result, file.length);
  }

  #write(call: SystemCall): void {
    const [descriptor] = descriptorsOf(call);
    const path = this.#inFolder(descriptor?.path);
    if (path === undefined) this.#noteAnswer(call, descriptor?.path);
    if (path === undefined || IGNORED.test(path)) return;
    const bytes = Buffer.concat(stringsOf(call)).subarray(0, call.result);
    const number = descriptor?.number ?? -1;
    const offset = call.name === 'pwrite64' ? lastNumber(call) : (this.#offsets.get(number) ?? 0);
    if (call.name !== 'pwrite64') this.#offsets.set(number, offset + bytes.length);
    this.#disk.file(path)?.write(offset, bytes, call.began);
    if (path.startsWith('uploads/')) this.uploadWrites.push(call.ended);
  }

  /** Every answer carries its reference. */
  #noteAnswer(call: SystemCall, path: string | undefined): void {
    if (!path?.startsWith('socket:') && !path?.startsWith('TCP')) return;
    const text = Buffer.concat(stringsOf(call)).toString('latin1');
    for (const [, id = ''] of text.matchAll(/x-request-id: ([\w-]+)/gi)) this.answered.set(id, call.began);
  }

  #name(call: SystemCall): void {
    const [first, second] = this.#paths(call);
    if (first === undefined || IGNORED.test(first)) return;
    if (call.name.startsWith('mkdir')) this.#disk.makeFolder(first, call.began);
    else if (call.name.startsWith('unlink') || call.name === 'rmdir') this.#disk.remove(first, call.began);
    else if (second === undefined) throw new Error(`${call.name} leads out of the folder.`);
    else if (call.name.startsWith('link')) this.#disk.link(first, second, call.began);
    else this.#disk.rename(first, second, call.began);
  }

  #withFile(call: SystemCall, then: (path: string) => void): void {
    for (const { path } of descriptorsOf(call)) {
      const inside = this.#inFolder(path);
      if (inside !== undefined && !IGNORED.test(inside)) then(inside);
    }
  }

  /** The names a call was given, as far as they are in the folder. */
  #paths(call: SystemCall): string[] {
    return stringsOf(call)
      .map((name) => this.#inFolder(name.toString()))
      .filter((path) => path !== undefined);
  }

  #inFolder(path: string | undefined): string | undefined {
    if (path === this.#folder) return '.';
    return path?.startsWith(`${this.#folder}/`) ? path.slice(this.#folder.length + 1) : undefined;
  }
}
