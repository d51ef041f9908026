/** A piece of work on a disk, operation by operation: what there was after each, and how much of it was durable. @module */

import type { SimulatedDisk } from "./simulated_disk.ts";

/** A file at one moment. */
export interface FilmedFile extends Readonly<ReturnType<SimulatedDisk["unsure"]>[number]> {
  /** All that it holds. */
  readonly bytes: Uint8Array;
}

/** An operation, and the disk after it. */
export interface Frame<P> {
  /** What was done: `sync log`. */
  readonly operation: string;
  /** What was promised since the operation before, the last of it; `undefined`: nothing. */
  readonly promised: P | undefined;
  /** The files. */
  readonly files: readonly FilmedFile[];
}

/** Does the work on `disk` and films it; what the work throws, this throws. */
export function film<P>(
  disk: SimulatedDisk,
  work: (disk: SimulatedDisk, promise: (promised: P) => void) => void,
): readonly Frame<P>[] {
  const frames: Frame<P>[] = [];
  let open: string | undefined, promised: P | undefined;
  const shoot = () => {
    if (open !== undefined) {
      const files = disk.unsure().map((file) => ({ ...file, bytes: disk.read(file.name) }));
      frames.push({ operation: open, promised, files });
    }
    promised = undefined;
  };
  disk.before = (operation) => {
    shoot();
    open = operation;
  };
  work(disk, (told) => promised = told);
  shoot();
  disk.before = () => {};
  return frames;
}
