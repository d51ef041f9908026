/** A folder of the machine as the disk of a log. Only one process may use it at a time. @module */

import { counted } from "../model/counted.ts";
import type { AsyncDisk } from "./async_disk.ts";
import { makeFolder, syncFolder } from "./folders.ts";
import { OpenFile } from "./open_file.ts";
import { OperationalError, reasonOf } from "./operational_error.ts";

/** The file whose lock says that the folder is taken; the system frees it when its owner dies. */
const LOCK = "lock";

/**
 * Room behind the end of a file: for a thousand small entries, so that one sync of a thousand writes a
 * length, and little to read when the file is opened.
 */
const room = new Uint8Array(2 ** 18);

/**
 * A folder, locked until `close`. Everything that fails, fails with `OperationalError`; but a name that is
 * not one of a file in this folder is refused with a `RangeError`.
 */
export class FileDisk implements AsyncDisk {
  /** Where it is. */
  readonly path: string;
  readonly where: string;
  readonly salt: number = crypto.getRandomValues(new Uint32Array(1))[0]!;
  readonly #lock: Deno.FsFile;
  readonly #open = new Map<string, OpenFile>();
  /** The files that may have room behind where they are written next. */
  readonly #roomy = new Set<string>();

  /** Takes the folder, and makes it if there is none; its name is durable then. */
  constructor(path: string) {
    this.path = path;
    this.where = `${path}/`;
    this.#try("use", path, () => makeFolder(path));
    const lock = this.#try(
      "use",
      path,
      () => Deno.openSync(`${path}/${LOCK}`, { write: true, create: true }),
    );
    if (!this.#try("lock", path, () => lock.tryLockSync(true))) {
      lock.close();
      throw new OperationalError(
        `Cannot use ${path} because no other process may use it: given one that does`,
      );
    }
    this.#lock = lock;
  }

  names(): readonly string[] {
    return this.#try("read", this.path, () => Array.from(Deno.readDirSync(this.path), nameOf))
      .filter((name) => name !== LOCK);
  }

  read(name: string): Uint8Array {
    return this.#try("read", this.#at(name), () => Deno.readFileSync(this.#at(name)));
  }

  size(name: string): number {
    return this.#try("read", this.#at(name), () => {
      return this.#open.get(name)?.end ?? Deno.statSync(this.#at(name)).size;
    });
  }

  readAt(name: string, offset: number, length: number): Uint8Array {
    return this.#try("read", this.#at(name), () => {
      const bytes = new Uint8Array(length);
      const read = this.#file(name, { create: false }).read(offset, bytes);
      return read === length ? bytes : bytes.subarray(0, read);
    });
  }

  append(name: string, bytes: Uint8Array): void {
    this.#try("write to", this.#at(name), () => this.#file(name).append(bytes));
  }

  writeAt(name: string, offset: number, bytes: Uint8Array): void {
    this.#try("write to", this.#at(name), () => {
      const isNew = offset === 0, file = this.#file(name, { create: isNew });
      if (counted("place", offset) > file.end) {
        throw new RangeError(`byte ${offset} lies beyond its end at byte ${file.end}`);
      }
      file.write(offset, bytes);
    });
  }

  reserve(name: string): number {
    this.#try("write to", this.#at(name), () => {
      const file = this.#file(name, { create: false });
      this.#roomy.add(name);
      file.writeBehind(room);
    });
    return room.length;
  }

  truncate(name: string, length: number): void {
    this.#try("cut", this.#at(name), () => {
      const open = this.#file(name, { create: false }), { file } = open, { size } = file.statSync();
      if (counted("length", length) > size) {
        throw new RangeError(`byte ${length} lies beyond its end at byte ${size}`);
      }
      this.#roomy.delete(name);
      file.truncateSync(length);
      open.resume(length);
    });
  }

  sync(name: string): void {
    this.#try(
      "sync",
      this.#at(name),
      () => this.#file(name, { create: false }).file.syncDataSync(),
    );
  }

  async syncLater(name: string): Promise<void> {
    try {
      await this.#file(name, { create: false }).file.syncData();
    } catch (error) {
      throw this.#failure("sync", this.#at(name), error);
    }
  }

  async syncFolderLater(): Promise<void> {
    if (Deno.build.os === "windows") return;
    try {
      using folder = await Deno.open(this.path, { read: true });
      await folder.sync();
    } catch (error) {
      throw this.#failure("sync", this.path, error);
    }
  }

  rename(from: string, to: string): void {
    const [old, place] = [this.#at(from), this.#at(to)];
    this.#try("rename", old, () => {
      const end = this.size(from), isRoomy = this.#roomy.has(from);
      // Some systems rename no file that is open, and one that is replaced is another file then.
      for (const name of [from, to]) this.#release(name);
      Deno.renameSync(old, place);
      if (!isRoomy) return;
      this.#file(to, { create: false }).resume(end);
      this.#roomy.add(to);
    });
  }

  remove(name: string): void {
    this.#release(name);
    this.#try("remove", this.#at(name), () => Deno.removeSync(this.#at(name)));
  }

  syncFolder(): void {
    this.#try("sync", this.path, () => syncFolder(this.path));
  }

  /** Lets the folder go; files that had room end where they were written last. */
  close(): void {
    for (const name of this.#roomy) {
      const { file, end } = this.#file(name);
      file.truncateSync(end);
    }
    for (const name of [...this.#open.keys()]) this.#release(name);
    // A process that is being started holds the file for a moment, too, and with it the lock.
    this.#lock.unlockSync();
    this.#lock.close();
  }

  #at(name: string): string {
    if (name === LOCK || !isName(name)) {
      throw new RangeError(
        `Cannot use a file in ${this.path} because it must have a name of its own, without a slash: ` +
          `given ${JSON.stringify(name)}`,
      );
    }
    return `${this.path}/${name}`;
  }

  #file(name: string, { create } = { create: true }): OpenFile {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const options = { read: true, write: true, create };
    const file = new OpenFile(Deno.openSync(this.#at(name), options));
    this.#open.set(name, file);
    return file;
  }

  #release(name: string): void {
    this.#open.get(name)?.file.close();
    this.#open.delete(name);
    this.#roomy.delete(name);
  }

  #try<T>(what: string, path: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw this.#failure(what, path, error);
    }
  }

  #failure(what: string, path: string, error: unknown): OperationalError {
    return new OperationalError(
      `Cannot ${what} ${path} because a folder that can be read and written is required: ` +
        `${reasonOf(error)}`,
      { cause: error },
    );
  }
}

/** Whether it names a file in the folder, and nothing outside of it. */
function isName(name: string): boolean {
  return !["", ".", ".."].includes(name) && !/[/\\\0]/.test(name);
}

function nameOf(entry: Deno.DirEntry): string {
  return entry.name;
}
