/**
 * What a disk may do wrong, as a schedule: plain data that prints. Failed syncs as Rebello and others found
 * them (2020, *Can applications recover from fsync failures?*), the rest as Bairavasundaram and others
 * counted it (2008, *An analysis of data corruption in the storage stack*).
 *
 * @module
 */

/** One fault. `nth` counts the operations of its kind from 0, since the disk was made. */
export type DiskFault =
  /**
   * The nth sync, of a file or the folder, throws. What it was to make durable may be lost from then on,
   * although it can still be read and the next sync succeeds.
   */
  | { readonly type: "sync fails"; readonly nth: number }
  /** The nth sync returns and does nothing. */
  | { readonly type: "sync lies"; readonly nth: number }
  /** The nth write throws when it has written so many bytes of what it was given; default none. */
  | { readonly type: "write fails"; readonly nth: number; readonly kept?: number }
  /** The first sector of the nth write goes to another file or place, and none where it belongs. */
  | {
    readonly type: "misdirected write";
    readonly nth: number;
    /** The file; default the right one. */
    readonly name?: string;
    /** Where in it, in bytes. */
    readonly offset: number;
  }
  /** The nth read throws. */
  | { readonly type: "read fails"; readonly nth: number }
  /** Before the nth operation that is no read, a byte of a file is changed. */
  | {
    readonly type: "rot";
    readonly nth: number;
    /** The file. */
    readonly name: string;
    /** The place of the byte. */
    readonly offset: number;
    /** Its bits that change; not 0. */
    readonly xor: number;
  }
  /** The nth operation that is no read takes longer. */
  | { readonly type: "slow"; readonly nth: number; readonly ms: number };

/** An operation that a disk could not do. */
export class DiskFailure extends Error {}

/** A disk that has no room for what was to be written. */
export class DiskFull extends DiskFailure {}

/** One kind of fault, or some. */
export type FaultOf<T extends DiskFault["type"]> = Extract<DiskFault, { readonly type: T }>;

/** What goes wrong next: counts the operations of each kind. */
export class FaultSchedule {
  readonly #faults: readonly DiskFault[];
  #reads = 0;
  #writes = 0;
  #syncs = 0;

  /** A schedule of these. */
  constructor(faults: readonly DiskFault[]) {
    this.#faults = faults;
  }

  /** Of the next read. */
  ofRead(): FaultOf<"read fails"> | undefined {
    return this.#of(["read fails"], this.#reads++)[0];
  }

  /** Of the next write. */
  ofWrite(): FaultOf<"write fails" | "misdirected write"> | undefined {
    return this.#of(["write fails", "misdirected write"], this.#writes++)[0];
  }

  /** Of the next sync. */
  ofSync(): FaultOf<"sync fails" | "sync lies"> | undefined {
    return this.#of(["sync fails", "sync lies"], this.#syncs++)[0];
  }

  /** Of any operation, by its number. */
  ofOperation(nth: number): FaultOf<"rot" | "slow">[] {
    return this.#of(["rot", "slow"], nth);
  }

  #of<T extends DiskFault["type"]>(types: readonly T[], nth: number): FaultOf<T>[] {
    return this.#faults.filter((fault): fault is FaultOf<T> =>
      fault.nth === nth && types.some((type) => type === fault.type)
    );
  }
}

/** A disk that does not do what it must. */
export function failure(what: string, name: string): DiskFailure {
  return new DiskFailure(
    `Cannot ${what} ${name} because the disk must do it: given one that fails`,
  );
}

/** A file that is not there. */
export function missing(what: string, name: string): DiskFailure {
  return new DiskFailure(
    `Cannot ${what} ${name} because a file of that name is required: given none`,
  );
}

/** A disk that is full. */
export function full(name: string, bytes: number): DiskFull {
  return new DiskFull(
    `Cannot write to ${name} because there must be room for ${bytes} bytes: given a disk that is full`,
  );
}

/** What a fault does, for a person to read. */
export function faultWords(fault: DiskFault): string {
  const { nth, type } = fault;
  switch (type) {
    case "write fails":
      return `write ${nth} fails when ${fault.kept ?? 0} bytes of it are written`;
    case "misdirected write":
      return `write ${nth} goes to byte ${fault.offset} of ${fault.name ?? "its file"}`;
    case "read fails":
      return `read ${nth} fails`;
    case "rot":
      return `byte ${fault.offset} of ${fault.name} changes before operation ${nth}`;
    case "slow":
      return `operation ${nth} takes ${fault.ms} ms longer`;
    default:
      return `sync ${nth} ${type === "sync fails" ? "fails" : "does nothing"}`;
  }
}
