/** A folder of the machine as the disk of a log. Only one process may use it at a time. @module */

import type { AsyncDisk } from "./journal.ts";
import { OperationalError, reasonOf } from "./operational_error.ts";

/** The file whose lock says that the folder is taken; the system frees it when its owner dies. */
const LOCK = "lock";

/**
 * Room behind the end of a file: for a thousand small entries, so that one sync of a thousand writes a
 * length, and little to read when the file is opened.
 */
const room = new Uint8Array(2 ** 18);

/** A folder, locked until `close`. Everything that fails, fails with `OperationalError`. */
export class FileDisk implements AsyncDisk {
  /** Where it is. */
  readonly path: string;
  readonly where: string;
  readonly #lock: Deno.FsFile;
  readonly #open = new Map<string, Deno.FsFile>();
  /** The files that may have room behind where they are written next. */
  readonly #roomy = new Set<string>();

  /** Takes the folder, and makes it if there is none. */
  constructor(path: string) {
    this.path = path;
    this.where = `${path}/`;
    this.#try("use", path, () => Deno.mkdirSync(path, { recursive: true }));
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

  append(name: string, bytes: Uint8Array): void {
    this.#try("write to", this.#at(name), () => write(this.#file(name), bytes));
  }

  reserve(name: string): number {
    this.#roomy.add(name);
    this.#try("write to", this.#at(name), () => {
      const file = this.#file(name), end = file.seekSync(0, Deno.SeekMode.Current);
      write(file, room);
      file.seekSync(end, Deno.SeekMode.Start);
    });
    return room.length;
  }

  truncate(name: string, length: number): void {
    this.#roomy.delete(name);
    this.#try("cut", this.#at(name), () => {
      const file = this.#file(name);
      file.truncateSync(length);
      file.seekSync(length, Deno.SeekMode.Start);
    });
  }

  sync(name: string): void {
    this.#try("sync", this.#at(name), () => this.#file(name).syncDataSync());
  }

  async syncLater(name: string): Promise<void> {
    try {
      await this.#file(name).syncData();
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
    this.#release(from);
    this.#try("rename", this.#at(from), () => Deno.renameSync(this.#at(from), this.#at(to)));
  }

  remove(name: string): void {
    this.#release(name);
    this.#try("remove", this.#at(name), () => Deno.removeSync(this.#at(name)));
  }

  syncFolder(): void {
    // Windows opens no folders, and its file system keeps names by itself.
    if (Deno.build.os === "windows") return;
    this.#try("sync", this.path, () => {
      using folder = Deno.openSync(this.path, { read: true });
      folder.syncSync();
    });
  }

  /** Lets the folder go; files that had room end where they were written last. */
  close(): void {
    for (const name of this.#roomy) {
      const file = this.#file(name);
      file.truncateSync(file.seekSync(0, Deno.SeekMode.Current));
    }
    for (const name of [...this.#open.keys()]) this.#release(name);
    this.#lock.close();
  }

  #at(name: string): string {
    return `${this.path}/${name}`;
  }

  #file(name: string): Deno.FsFile {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const file = Deno.openSync(this.#at(name), { write: true, create: true });
    file.seekSync(0, Deno.SeekMode.End);
    this.#open.set(name, file);
    return file;
  }

  #release(name: string): void {
    this.#open.get(name)?.close();
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

function write(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

function nameOf(entry: Deno.DirEntry): string {
  return entry.name;
}
