/** A folder as simple as it can be: the standard that disks are held to. */

import type { Disk } from "hb/storage/disk/disk.ts";

interface File {
  bytes: number[];
  /** Where `append` writes. */
  end: number;
}

/** It never loses anything; whatever a disk must refuse, it refuses. */
export class FolderModel implements Disk {
  readonly where = "";
  /** The room that it makes next; `undefined`: it refuses. */
  room: number | undefined;
  readonly #files = new Map<string, File>();

  names = () => [...this.#files.keys()];
  size = (name: string) => this.#file(name).end;
  read = (name: string) => Uint8Array.from(this.#file(name).bytes);

  readAt(name: string, offset: number, length: number): Uint8Array {
    return Uint8Array.from(this.#file(name).bytes.slice(offset, offset + length));
  }

  append(name: string, bytes: Uint8Array): void {
    this.writeAt(name, this.#files.get(name)?.end ?? 0, bytes);
  }

  writeAt(name: string, offset: number, bytes: Uint8Array): void {
    const file = this.#files.get(name) ?? { bytes: [], end: 0 };
    if (offset > file.end) throw new RangeError("Cannot write there");
    this.#files.set(name, file);
    file.bytes.splice(offset, bytes.length, ...bytes);
    file.end = Math.max(file.end, offset + bytes.length);
  }

  reserve(name: string): number {
    const file = this.#file(name);
    if (this.room === undefined) throw new Error("Cannot make room");
    while (file.bytes.length < file.end + this.room) file.bytes.push(0);
    file.bytes.fill(0, file.end);
    return this.room;
  }

  truncate(name: string, length: number): void {
    const file = this.#file(name);
    if (length > file.bytes.length) throw new RangeError("Cannot cut there");
    file.bytes.length = length;
    file.end = length;
  }

  sync(name: string): void {
    this.#file(name);
  }

  rename(from: string, to: string): void {
    const file = this.#file(from);
    this.#files.delete(from);
    this.#files.set(to, file);
  }

  remove(name: string): void {
    this.#file(name);
    this.#files.delete(name);
  }

  syncFolder(): void {}

  #file(name: string): File {
    const file = this.#files.get(name);
    if (file === undefined) throw new Error("Cannot find it");
    return file;
  }
}
