/** What the suite of storage engines knows of them. */

import type { Disk } from "hb/storage/disk/disk.ts";
import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Engine, Soon } from "hb/storage/engine/engine.ts";
import type { Named } from "../suite.ts";

/** A place where an engine keeps what it has; at most one is open there at a time. */
export interface Place {
  open(): Soon<Engine>;
  /** Removes it; no engine is open there. */
  remove(): Soon<void>;
}

/** A kind of engine. */
export interface EngineKind extends Named {
  /** A new and empty place. */
  place(): Soon<Place>;
  /** Opens an engine on this disk, if it can be told where to write. */
  readonly on?: (disk: Disk) => Soon<Engine>;
  /** How long a key may be, in bytes, where there is a limit: a longer one is refused. */
  readonly keyBytes?: number;
  /** How many sequences of random commands it is given; default: as many as an engine in memory. */
  readonly runs?: number;
}

/** An engine that writes to a disk which it is given. */
export function onDisks(
  name: string,
  on: (disk: Disk) => Soon<Engine>,
  newDisk: () => SimulatedDisk,
  limits: Pick<EngineKind, "keyBytes"> = {},
): EngineKind {
  return {
    ...limits,
    name,
    on,
    place() {
      const disk = newDisk();
      return { open: () => on(disk), remove: () => {} };
    },
  };
}

/** An engine in a place of its own; whatever it throws is a breach. */
export async function inPlace(
  kind: EngineKind,
  judge: (life: Life) => Promise<string | undefined>,
): Promise<string | undefined> {
  const place = await kind.place(), life = new Life(place);
  try {
    return await judge(life);
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : error}`;
  } finally {
    await life.end();
    await place.remove();
  }
}

/** The engines that are opened at a place, one after another. */
export class Life {
  readonly #place: Place;
  #engine: Engine | undefined;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Opens one; the one before must have been closed. */
  async open(): Promise<Engine> {
    return this.#engine = await this.#place.open();
  }

  /** Closes it, and opens another. */
  async reopen(): Promise<Engine> {
    await this.close();
    return await this.open();
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.close();
  }

  /** Closes it if it is open; what has failed may fail again. */
  async end(): Promise<void> {
    try {
      await this.close();
    } catch {
      // It was said what is wrong.
    }
  }
}

/** Whether something throws, at once or later. */
export async function throws(work: () => unknown): Promise<boolean> {
  return await thrown(work) !== undefined;
}

/** What something throws, at once or later; nothing if it does not. */
export async function thrown(work: () => unknown): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error ?? "nothing";
  }
}
