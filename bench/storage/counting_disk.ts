/** A disk that counts what is read and written. @module */

import type { Disk } from "hb/storage/disk/disk.ts";

/** Another disk, and counts of what was done to it. */
export class CountingDisk implements Disk {
  readonly where: string;
  /** In bytes. */
  writtenBytes = 0;
  /** In bytes. */
  readBytes = 0;
  /** How many reads there were. */
  reads = 0;
  readonly #disk: Disk;

  /** Counts from here on. */
  constructor(disk: Disk) {
    this.#disk = disk;
    this.where = disk.where;
  }

  /** How long all files are, in bytes. */
  get bytes(): number {
    return this.names().reduce((sum, name) => sum + this.size(name), 0);
  }

  names(): readonly string[] {
    return this.#disk.names();
  }

  size(name: string): number {
    return this.#disk.size(name);
  }

  read(name: string): Uint8Array {
    return this.#count(this.#disk.read(name));
  }

  readAt(name: string, offset: number, length: number): Uint8Array {
    return this.#count(this.#disk.readAt(name, offset, length));
  }

  append(name: string, bytes: Uint8Array): void {
    this.writtenBytes += bytes.length;
    this.#disk.append(name, bytes);
  }

  writeAt(name: string, offset: number, bytes: Uint8Array): void {
    this.writtenBytes += bytes.length;
    this.#disk.writeAt(name, offset, bytes);
  }

  reserve(name: string): number {
    return this.#disk.reserve(name);
  }

  truncate(name: string, length: number): void {
    this.#disk.truncate(name, length);
  }

  sync(name: string): void {
    this.#disk.sync(name);
  }

  rename(from: string, to: string): void {
    this.#disk.rename(from, to);
  }

  remove(name: string): void {
    this.#disk.remove(name);
  }

  syncFolder(): void {
    this.#disk.syncFolder();
  }

  #count(bytes: Uint8Array): Uint8Array {
    this.reads++;
    this.readBytes += bytes.length;
    return bytes;
  }
}
