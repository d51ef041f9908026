/** Storage engines that look at a scan, or at a change, later than they should. */

import type { Change, Entry, Scan, Snapshot, WriteOptions } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { wrong } from "./wrong_engines.ts";

export const beginsAtTheFirstEntry = wrong(
  "a scan that begins when its first entry is read",
  class extends Naive {
    override *scan(scan?: Scan): Generator<Entry> {
      yield* super.scan(scan);
    }
  },
);

export const endsWhenClosed = wrong(
  "a scan that ends when its engine is closed",
  class extends Naive {
    #isClosed = false;
    override scan(scan?: Scan) {
      const entries = super.scan(scan)[Symbol.iterator](), isClosed = () => this.#isClosed;
      return {
        [Symbol.iterator]: () => ({
          next: () => isClosed() ? { done: true as const, value: undefined } : entries.next(),
          return: () => entries.return!(),
        }),
      };
    }
    override close() {
      super.close();
      this.#isClosed = true;
    }
  },
);

export const outlivesItsSnapshot = wrong(
  "a scan that goes on when its snapshot was released",
  class extends Naive {
    override snapshot(): Snapshot {
      const snapshot = super.snapshot();
      return {
        ...snapshot,
        scan: (scan) => [...snapshot.scan(scan) as Iterable<Entry>],
      };
    }
  },
);

/** Another kind of change is taken for a put. */
export const takesAnything = wrong(
  "an engine that takes anything for a change",
  class extends Naive {
    override batch(changes: readonly Change[], options?: WriteOptions) {
      const taken = changes.map((change) =>
        ["delete", "delete range"].includes(change.type) ? change : { ...change, type: "put" }
      );
      super.batch(taken as Change[], options);
    }
  },
);
