/**
 * A log that proves more than it must: where several batches share a sync, an empty entry follows and is
 * synced, too, so that of each of them it can be known that it was durable. Entries have the number of their
 * log, as a salt.
 */

import { joined } from "hb/codec/joined.ts";
import type { Disk, ReadEntry } from "../../../exercises/17-storage/given.ts";
import { entry } from "../../../solutions/17-storage/entry.ts";
import { recovery } from "../../../solutions/17-storage/recovery.ts";
import { type Item, itemsOf, partsOf, u32, viewOf } from "./bytes.ts";

export const logName = (number: number): string => `log-${number}`;

export class Log {
  readonly name: string;
  size = 0;
  #durable = 0;
  /** How many batches are not durable. */
  #pending = 0;

  private constructor(readonly disk: Disk, readonly number: number) {
    this.name = logName(number);
  }

  static begin(disk: Disk, number: number): Log {
    disk.append(logName(number), new Uint8Array());
    return new Log(disk, number);
  }

  static open(disk: Disk, number: number): { readonly log: Log; readonly items: readonly Item[] } {
    const log = new Log(disk, number), file = disk.read(log.name);
    const read: ReadEntry = (bytes, position) => {
      const found = entry.read(bytes, position);
      if (found === undefined || found.body.length < 4) return undefined;
      return viewOf(found.body).getUint32(0, true) === number ? found : undefined;
    };
    const found = recovery(file, read);
    if ("corrupt" in found) throw new Error(`${log.name} is damaged at ${found.corrupt}`);
    let proven = 0;
    const starts: number[] = [];
    for (let at = 0; at < found.end;) {
      const one = read(file, at)!;
      proven = Math.max(proven, one.durable);
      starts.push(at);
      at = one.end;
    }
    if (found.end < file.length) disk.truncate(log.name, found.end);
    log.size = found.end;
    // A program that was killed may have left what is not durable.
    disk.sync(log.name);
    log.#durable = found.end;
    if (starts.filter((start) => start >= proven).length > 1) log.#mark();
    return { log, items: found.bodies.flatMap((body) => [...itemsOf(body, 4)]) };
  }

  add(items: readonly Item[]): void {
    this.#append(items);
    this.#pending++;
  }

  makeDurable(): void {
    if (this.#pending === 0) return;
    this.disk.sync(this.name);
    this.#durable = this.size;
    // Of a single batch that is bad at the end, nobody can tell. Of several, this can.
    if (this.#pending > 1) this.#mark();
    this.#pending = 0;
  }

  #mark(): void {
    this.#append([]);
    this.disk.sync(this.name);
    this.#durable = this.size;
  }

  #append(items: readonly Item[]): void {
    const body = joined([u32(this.number), ...items.flatMap((item) => [...partsOf(item)])]);
    const bytes = entry.write(body, this.size, this.#durable);
    this.disk.append(this.name, bytes);
    this.size += bytes.length;
  }
}
