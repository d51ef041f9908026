/**
 * A disk in memory that forgets, fails and takes its time as disks do, byte by byte the same in every run.
 *
 * @module
 */

import { type CrashOptions, CrashStates, type Remains } from "./crash_states.ts";
import { DiskMeter, free } from "./costs.ts";
import type { Disk } from "./disk.ts";
import { failure, FaultSchedule, full, missing } from "./faults.ts";
import { misdirect } from "./misdirect.ts";
import { type Platter, SimulatedFile, type UnsureParts } from "./simulated_file.ts";
import { type AskedWrite, platterOf, type SimulatedDiskOptions } from "./simulated_disk_options.ts";
import { SimulatedNames } from "./simulated_names.ts";
import { counted } from "../../model/counted.ts";

export type { AskedWrite, SimulatedDiskOptions };

/** What a crash left. */
export interface CrashState extends Pick<Remains, "lost" | "key"> {
  /** The disk as whoever starts anew finds it: all of it is durable, and nothing goes wrong. */
  readonly disk: SimulatedDisk;
}

/** A disk of one folder. */
export class SimulatedDisk implements Disk {
  readonly where = "";
  /** How many changes and syncs there were: everything but what only reads. */
  operations = 0;
  /** What was done, and what it took. */
  readonly meter: DiskMeter;
  /** Called before each counted operation, with what a write is to write; if it throws, nothing is done. */
  before: (operation: string, write?: AskedWrite) => void = () => {};
  /** What it is like. */
  readonly options: SimulatedDiskOptions;
  readonly #platter: Platter;
  #names: SimulatedNames;
  #ticks = 0;
  readonly #faults: FaultSchedule;

  /** A disk; empty, unless `files` says otherwise. */
  constructor(options: SimulatedDiskOptions = {}) {
    this.options = options;
    this.#platter = platterOf(options);
    const files = [...options.files ?? []].map(([name, bytes]) =>
      [name, new SimulatedFile(this.#platter, bytes)] as const
    );
    this.#names = new SimulatedNames(new Map(files));
    this.meter = new DiskMeter({ ...free, ...options.costs });
    this.#faults = new FaultSchedule(options.faults ?? []);
  }

  /** How long everything took, in ms. */
  get spentMs(): number {
    return this.meter.spentMs;
  }

  /** How many bytes the files take. */
  get usedBytes(): number {
    return [...this.#names.now.values()].reduce((sum, { length }) => sum + length, 0);
  }

  names(): readonly string[] {
    return [...this.#names.now.keys()];
  }

  size(name: string): number {
    return this.#file("measure", name).end;
  }

  read(name: string): Uint8Array {
    return this.#read(name, 0, this.#file("read", name).length);
  }

  readAt(name: string, offset: number, length: number): Uint8Array {
    return this.#read(
      name,
      counted(`place in ${name}`, offset),
      counted(`length from ${name}`, length),
    );
  }

  append(name: string, bytes: Uint8Array): void {
    this.#begin(`append to ${name}`, { bytes: bytes.length });
    this.#write(name, this.#names.now.get(name)?.end ?? 0, bytes);
  }

  writeAt(name: string, offset: number, bytes: Uint8Array): void {
    const end = this.#names.now.get(name)?.end ?? 0;
    if (counted(`place in ${name}`, offset) > end) {
      throw new RangeError(
        `Cannot write to ${name} because the offset must be within its ${end} bytes: given ${offset}`,
      );
    }
    this.#begin(`write to ${name}`, { bytes: bytes.length, offset });
    this.#write(name, offset, bytes);
  }

  reserve(name: string): number {
    const { roomBytes = 0 } = this.options;
    if (roomBytes === 0) return 0;
    this.#begin(`reserve ${name}`);
    const file = this.#file("make room in", name), { end } = file;
    if (this.#fitting(file, end, roomBytes) < roomBytes) throw full(name, roomBytes);
    file.write(end, new Uint8Array(roomBytes), () => this.#tick());
    this.meter.wrote(file, end, roomBytes);
    return roomBytes;
  }

  truncate(name: string, length: number): void {
    const file = this.#file("cut", name), most = file.length;
    if (counted(`length of ${name}`, length) > most) {
      throw new RangeError(
        `Cannot cut ${name} because it must be at least that long: given ${length} of ${most} bytes`,
      );
    }
    this.#begin(`truncate ${name} to ${length}`);
    file.cut(length, this.#tick());
  }

  sync(name: string): void {
    const file = this.#file("sync", name);
    this.#begin(`sync ${name}`);
    this.#sync(file, name);
  }

  rename(from: string, to: string): void {
    const file = this.#file("rename", from), words = `rename ${from} to ${to}`;
    this.#begin(words);
    this.#names.change({ time: this.#tick(), words, removed: from, added: [to, file] });
  }

  remove(name: string): void {
    const words = `remove ${name}`;
    this.#file("remove", name);
    this.#begin(words);
    this.#names.change({ time: this.#tick(), words, removed: name });
  }

  syncFolder(): void {
    this.#begin("sync the folder");
    this.#sync(this.#names, "the folder");
  }

  /** What a crash at this moment may leave; the disks are apart from this one, and from each other. */
  *afterCrash(options: CrashOptions = {}): Generator<CrashState> {
    for (const { files, lost, key } of this.crashStates(options)) {
      yield { disk: this.holding(files), lost, key };
    }
  }

  /** The same, with the counts: how many there may be, and how many were tried. */
  crashStates(options: CrashOptions = {}): CrashStates {
    return new CrashStates(this.#names, { anyNames: false, ...this.options, ...options });
  }

  /**
   * The disk as the next process finds it when this one dies now and the machine goes on: all that was
   * written is there, and no more of it is durable. From then on nothing goes wrong.
   */
  afterProcessDeath(): SimulatedDisk {
    const next = this.holding(new Map());
    next.#names = this.#names.copy();
    next.#ticks = this.#ticks;
    return next;
  }

  /** What of each file is not durable, and whether its name is. */
  unsure(): readonly (UnsureParts & { readonly name: string; readonly isNamed: boolean })[] {
    return [...this.#names.now].map(([name, file]) => ({
      name,
      isNamed: this.#names.isDurable(name),
      ...file.unsure(),
    }));
  }

  /** A disk like this one that holds these files, and does nothing wrong. */
  holding(files: ReadonlyMap<string, Uint8Array>): SimulatedDisk {
    return new SimulatedDisk({ ...this.options, faults: [], files });
  }

  /** Changes one byte of a file, as a disk does that rots. */
  damage(name: string, offset: number, xor: number): void {
    this.#file("damage", name).damage(offset, xor);
  }

  #file(what: string, name: string): SimulatedFile {
    const file = this.#names.now.get(name);
    if (file === undefined) throw missing(what, name);
    return file;
  }

  #read(name: string, offset: number, length: number): Uint8Array {
    const file = this.#file("read", name), bytes = file.read(offset, length);
    if (this.#faults.ofRead() !== undefined) throw failure("read", name);
    this.meter.read(file, offset, bytes.length);
    return bytes;
  }

  /** Writes all of it, or a part and throws; a file that was not there is there in any case. */
  #write(name: string, offset: number, bytes: Uint8Array): void {
    const fault = this.#faults.ofWrite(), file = this.#names.now.get(name) ?? this.#create(name);
    const fits = this.#fitting(file, offset, bytes.length), isFull = fits < bytes.length;
    const isFailing = fault?.type === "write fails";
    const most = isFailing ? fault.kept ?? 0 : isFull && !this.options.fillsUp ? 0 : fits;
    const written = bytes.subarray(0, Math.min(most, fits)), tick = () => this.#tick();
    if (fault?.type === "misdirected write") {
      const { name: other, offset: place } = fault, { sectorBytes } = this.#platter;
      const to = other === undefined ? file : this.#file("write to", other);
      misdirect({ file, offset, to, place, bytes: written, sectorBytes }, tick);
    } else file.write(offset, written, tick);
    this.meter.wrote(file, offset, written.length);
    file.end = Math.max(file.end, offset + written.length);
    if (isFailing) throw failure("write to", name);
    if (isFull) throw full(name, bytes.length);
  }

  #create(name: string): SimulatedFile {
    const file = new SimulatedFile(this.#platter);
    this.#names.change({ time: this.#tick(), words: `create ${name}`, added: [name, file] });
    return file;
  }

  /** How many of so many bytes there is room for from a place of a file on. */
  #fitting(file: SimulatedFile, offset: number, bytes: number): number {
    const left = (this.options.capacityBytes ?? Infinity) - this.usedBytes;
    return Math.min(bytes, file.length - offset + Math.max(0, left));
  }

  #sync(part: SimulatedFile | SimulatedNames, words: string): void {
    this.meter.synced();
    const fault = this.#faults.ofSync();
    if (fault === undefined) part.settle();
    if (fault?.type !== "sync fails") return;
    part.fail(this.#ticks - 1);
    throw failure("sync", words);
  }

  #begin(operation: string, write?: AskedWrite): void {
    this.before(operation, write);
    for (const fault of this.#faults.ofOperation(this.operations++)) {
      if (fault.type === "slow") this.meter.spentMs += fault.ms;
      else this.damage(fault.name, fault.offset, fault.xor);
    }
  }

  #tick(): number {
    return this.#ticks++;
  }
}
