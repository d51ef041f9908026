/** The log of one memtable: what is written to it survives when it is synced. */

import type { Disk } from "../../exercises/17-storage/given.ts";
import { entry } from "./entry.ts";
import { recovery } from "./recovery.ts";

export class Log {
  #size: number;
  #durable: number;

  private constructor(readonly disk: Disk, readonly name: string, size: number) {
    this.#size = this.#durable = size;
  }

  /** A new one, whose name is not durable yet. */
  static begin(disk: Disk, name: string): Log {
    disk.append(name, new Uint8Array());
    return new Log(disk, name, 0);
  }

  /** The log as it was left; what a crash had cut short is gone. */
  static open(disk: Disk, name: string): { log: Log; bodies: readonly Uint8Array[] } {
    const file = disk.read(name), found = recovery(file, entry.read);
    if ("corrupt" in found) {
      throw new Error(
        `Cannot read ${name} because the entry at ${found.corrupt} was durable: given one that is bad`,
      );
    }
    if (found.end < file.length) disk.truncate(name, found.end);
    // What is there now is promised from now on.
    disk.sync(name);
    return { log: new Log(disk, name, found.end), bodies: found.bodies };
  }

  /** How long it is. */
  get bytes(): number {
    return this.#size;
  }

  append(body: Uint8Array): void {
    const bytes = entry.write(body, this.#size, this.#durable);
    this.disk.append(this.name, bytes);
    this.#size += bytes.length;
  }

  /** Nothing is synced that is durable. */
  sync(): void {
    if (this.#durable < this.#size) this.disk.sync(this.name);
    this.#durable = this.#size;
  }
}
