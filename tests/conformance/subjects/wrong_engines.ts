/** Storage engines that are wrong, each in one thing: the naive one, with something done otherwise. */

import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, Entry, Scan, Snapshot, WriteOptions } from "hb/storage/engine/engine.ts";
import { compareKeys } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { type EngineKind, onDisks } from "../engine/subject.ts";

type Wrong = new (options: { disk: SimulatedDisk; compactBytes: number }) => Naive;

/** The naive engine, changed, by a name that says in what. */
export function wrong(name: string, Engine: Wrong): EngineKind {
  const newDisk = () => new SimulatedDisk();
  return onDisks(
    name,
    (disk) => new Engine({ disk: disk as SimulatedDisk, compactBytes: 300 }),
    newDisk,
  );
}

export const findsNeighbours = wrong(
  "a get that takes the next key",
  class extends Naive {
    override get(key: Uint8Array) {
      for (const { value } of this.scan({ from: key })) return value;
      return undefined;
    }
  },
);

export const keepsTheFirst = wrong(
  "a put that does not overwrite",
  class extends Naive {
    override put(key: Uint8Array, value: Uint8Array, options?: WriteOptions) {
      if (this.get(key) === undefined) super.put(key, value, options);
    }
  },
);

export const deletesNothing = wrong(
  "a delete that does nothing",
  class extends Naive {
    override delete() {}
  },
);

/** An engine whose batches are others. */
function batching(
  name: string,
  changed: (changes: readonly Change[]) => readonly Change[],
): EngineKind {
  return wrong(
    name,
    class extends Naive {
      override batch(changes: readonly Change[], options?: WriteOptions) {
        super.batch(changed(changes), options);
      }
    },
  );
}

export const backwards = batching("a batch from its end", (changes) => changes.toReversed());

export const rangeWithEnd = batching(
  "a range with its last key",
  (changes) =>
    changes.flatMap((change) =>
      change.type === "delete range" && compareKeys(change.from, change.to) <= 0
        ? [change, { type: "delete", key: change.to }]
        : [change]
    ),
);

export const noZeros = batching(
  "keys without their last zeros",
  (changes) =>
    changes.map((change) =>
      change.type === "put"
        ? {
          ...change,
          key: change.key.slice(0, change.key.findLastIndex((byte) => byte !== 0) + 1),
        }
        : change
    ),
);

export const oneWay = wrong(
  "a scan that goes one way",
  class extends Naive {
    override scan({ reverse: _, ...range }: Scan = {}) {
      return super.scan(range);
    }
  },
);

export const beyondItsEnd = wrong(
  "a scan with its last key",
  class extends Naive {
    override scan({ to, ...scan }: Scan = {}) {
      return super.scan({ ...scan, ...(to && { to: Uint8Array.of(...to, 0) }) });
    }
  },
);

export const looksAgain = wrong(
  "a scan that looks again at each step",
  class extends Naive {
    override *scan({ from, to, reverse }: Scan = {}): Generator<Entry> {
      let rest: Scan = { ...(from && { from }), ...(to && { to }), ...(reverse && { reverse }) };
      for (;;) {
        const [next] = super.scan(rest);
        if (next === undefined) return;
        const { key } = next;
        rest = reverse ? { ...rest, to: key.slice() } : { ...rest, from: Uint8Array.of(...key, 0) };
        yield next;
      }
    }
  },
);

export const noSnapshot = wrong(
  "a snapshot that is the engine",
  class extends Naive {
    override snapshot(): Snapshot {
      const snapshot = super.snapshot();
      return {
        ...snapshot,
        get: (key) => snapshot.get(key) && this.get(key),
        scan: (scan) => {
          // It throws what a snapshot throws.
          snapshot.get(new Uint8Array());
          return this.scan(scan);
        },
      };
    }
  },
);

export const neverReleased = wrong(
  "a snapshot that cannot be released",
  class extends Naive {
    override snapshot(): Snapshot {
      return { ...super.snapshot(), release: () => {} };
    }
  },
);

export const handsOutItsOwn = wrong(
  "a get that hands out what it keeps",
  class extends Naive {
    readonly #kept = new Map<string, Uint8Array>();
    override get(key: Uint8Array) {
      const is = super.get(key), kept = this.#kept.get(key.toHex());
      if (is !== undefined && kept?.length === is.length) return kept;
      if (is !== undefined) this.#kept.set(key.toHex(), is);
      return is;
    }
    override batch(changes: readonly Change[], options?: WriteOptions) {
      this.#kept.clear();
      super.batch(changes, options);
    }
  },
);

export const writesLater = wrong(
  "a put that is made a moment later",
  class extends Naive {
    #later: Change[] | undefined;
    override batch(changes: readonly Change[], options?: WriteOptions) {
      this.#make();
      if (options?.sync) super.batch(changes, options);
      else this.#later = [...changes];
    }
    override get(key: Uint8Array) {
      this.#make();
      return super.get(key);
    }
    override scan(scan?: Scan) {
      this.#make();
      return super.scan(scan);
    }
    override snapshot() {
      this.#make();
      return super.snapshot();
    }
    override sync() {
      this.#make();
      super.sync();
    }
    #make() {
      const changes = this.#later;
      this.#later = undefined;
      if (changes !== undefined) super.batch(changes);
    }
  },
);

export const neverCloses = wrong(
  "an engine that goes on when it was closed",
  class extends Naive {
    override close() {
      this.sync();
    }
  },
);
