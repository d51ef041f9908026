/**
 * A disk in memory that forgets as disks do. Until a file is synced, what was appended to it may be
 * there after a crash, or not, or in part, or with holes, since its blocks are written in any order;
 * and until the folder is synced, the last changes of names may be undone.
 *
 * @module
 */

import { joined } from "../../codec/joined.ts";
import type { Disk } from "./disk.ts";

/** A block of a file that is written or not, in bytes: small, so that a test meets every mixture. */
const block = 20;

interface File {
  content: Uint8Array;
  /** Where the next bytes go; there may be room behind it. */
  end: number;
  /** What survives a crash for sure. */
  durable: Uint8Array;
}

type Names = ReadonlyMap<string, File>;

/** One folder. */
export class MemoryDisk implements Disk {
  readonly where = "";
  /** How many changes and syncs there were. */
  operations = 0;
  /** How much room it makes behind the end of a file. */
  roomBytes = 0;
  /** Called before each of them; it may throw, as a disk may. */
  before: (operation: string) => void = () => {};
  #names: Names;
  /** The folder as it was after each change since it was last synced, that moment first. */
  #past: Names[];

  /** A folder with these files, all durable. */
  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#names = new Map(
      [...files].map(([name, bytes]) => [
        name,
        { content: bytes, end: bytes.length, durable: bytes },
      ]),
    );
    this.#past = [this.#names];
  }

  names(): readonly string[] {
    return [...this.#names.keys()];
  }

  read(name: string): Uint8Array {
    return this.#file(name).content.slice();
  }

  append(name: string, bytes: Uint8Array): void {
    this.#begin(`append to ${name}`);
    const nothing = { content: new Uint8Array(), end: 0, durable: new Uint8Array() };
    const file = this.#names.get(name) ?? nothing;
    if (file === nothing) this.#change((names) => names.set(name, file));
    const { content, end } = file;
    file.end = end + bytes.length;
    file.content = joined([content.slice(0, end), bytes, content.slice(file.end)]);
  }

  reserve(name: string): number {
    if (this.roomBytes === 0) return 0;
    this.#begin(`reserve ${name}`);
    const file = this.#file(name), room = new Uint8Array(this.roomBytes);
    file.content = joined([file.content.slice(0, file.end), room]);
    return this.roomBytes;
  }

  truncate(name: string, length: number): void {
    this.#begin(`truncate ${name}`);
    const file = this.#file(name);
    file.content = file.content.slice(0, length);
    file.end = length;
  }

  sync(name: string): void {
    this.#begin(`sync ${name}`);
    const file = this.#file(name);
    file.durable = file.content;
  }

  rename(from: string, to: string): void {
    this.#begin(`rename ${from}`);
    const file = this.#file(from);
    this.#change((names) => {
      names.delete(from);
      names.set(to, file);
    });
  }

  remove(name: string): void {
    this.#begin(`remove ${name}`);
    this.#file(name);
    this.#change((names) => names.delete(name));
  }

  syncFolder(): void {
    this.#begin("sync the folder");
    this.#past = [this.#names];
  }

  /** Every disk that a crash at this moment may leave. */
  *afterCrash(): Generator<MemoryDisk> {
    for (const names of this.#past) {
      const files = [...names];
      for (const contents of product(files.map(([, file]) => [...remains(file)]))) {
        const left = new MemoryDisk(new Map(files.map(([name], i) => [name, contents[i]!])));
        left.roomBytes = this.roomBytes;
        yield left;
      }
    }
  }

  /** Changes one byte of a file, as a disk does that rots. */
  damage(name: string, offset: number, xor: number): void {
    this.#file(name).content[offset]! ^= xor;
  }

  #file(name: string): File {
    const file = this.#names.get(name);
    if (file !== undefined) return file;
    throw new Error(`Cannot use ${name} because a file of the disk is required: given none`);
  }

  #begin(operation: string): void {
    this.before(operation);
    this.operations++;
  }

  #change(change: (names: Map<string, File>) => void): void {
    const names = new Map(this.#names);
    change(names);
    this.#names = names;
    this.#past.push(names);
  }
}

/** What may be left of a file: some of what was not synced, or all of it with one hole. */
function* remains({ content, durable }: File): Generator<Uint8Array> {
  if (content === durable) return yield durable;
  const kept = Math.min(durable.length, content.length), same = common(content, durable);
  for (let length = kept; length <= content.length; length++) yield content.slice(0, length);
  // Written into room that was there before, or over what was cut off, when the cut itself may be undone.
  for (let length = same; length < durable.length; length++) {
    yield joined([content.slice(0, length), durable.slice(length)]);
  }
  for (let hole = same; hole < content.length; hole += block) {
    const holed = content.slice(), end = hole + block;
    holed.fill(0, hole, end);
    holed.set(durable.subarray(hole, Math.min(end, content.length)), hole);
    yield holed;
  }
}

function common(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function* product<T>(choices: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...others] = choices;
  if (first === undefined) return yield [];
  for (const rest of product(others)) for (const choice of first) yield [choice, ...rest];
}
