/** What readers hold is let go when they are done. @module */

import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Engine, KeyValue } from "../given.ts";
import { keyOf, MEMORY, type Open, ROOM, VALUE, valueOf, within } from "./engine_bounds.ts";

const iteratorOf = (entries: Iterable<KeyValue>) => entries[Symbol.iterator]();

/** Ways to read that all come to an end, and what they are called. */
const ways: Readonly<Record<string, (engine: Engine) => void>> = {
  "a snapshot is taken, and released": (engine) => engine.snapshot().release(),
  "a scan is given up after an entry": (engine) => {
    const entries = iteratorOf(engine.scan());
    entries.next();
    entries.return?.();
  },
  "a scan is given up, by `return`, before its first entry is asked for": (engine) =>
    void iteratorOf(engine.scan()).return?.(),
  "a scan is read to its end": (engine) => void [...engine.scan()],
  "a scan of a snapshot is given up after an entry, and the snapshot released": (engine) => {
    const snapshot = engine.snapshot(), entries = iteratorOf(snapshot.scan());
    entries.next();
    entries.return?.();
    snapshot.release();
  },
};

/** Requires that readers who are done hold nothing: one way after the other. */
export function readers(open: Open): void {
  const keys = 20, puts = 500;
  for (const [way, read] of Object.entries(ways)) {
    const disk = new SimulatedDisk(), engine = open(disk);
    for (let at = 0; at < puts; at++) {
      engine.put(keyOf(at * 7 % keys), valueOf(at));
      if (at % 10 === 9) read(engine);
    }
    const asked = `${keys} keys are put ${puts} times, and after every ten puts ${way}`;
    within(asked, disk.usedBytes, 10 * keys * (VALUE + 8) + 32 * MEMORY, "bytes of files", ROOM);
    engine.close();
  }
}
