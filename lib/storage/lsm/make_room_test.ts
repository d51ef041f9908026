import { assertEquals, assertThrows } from "@std/assert";
import type { Background } from "./background.ts";
import { makeRoom } from "./make_room.ts";
import type { Store } from "./store.ts";

/** What a write has to do where level 0 has so many runs, of which each piece of work takes away `taken`. */
function done(
  { runs, taken = 0, isDue = true, isFull = false }: {
    readonly runs: number;
    readonly taken?: number;
    readonly isDue?: boolean;
    readonly isFull?: boolean;
  },
): (number | string)[] {
  const done: (number | string)[] = [], level0 = Array.from({ length: runs });
  const store = {
    settings: { compactionPace: 10, memtableBytes: 1000, limits: { slowAt: 8, stopAt: 12 } },
    counts: { stalls: 0 },
    memtable: { bytes: isFull ? 1000 : 999 },
    manifest: { state: { levels: [level0] } },
    frozen: undefined,
    freeze: () => done.push("freeze"),
  };
  const background = {
    isDue,
    work(bytes: number) {
      done.push(bytes);
      level0.splice(0, taken);
      return taken > 0;
    },
    flush: () => done.push("flush"),
  };
  makeRoom(store as unknown as Store, background as unknown as Background, 7);
  if (store.counts.stalls > 0) done.push("stalled");
  return done;
}

Deno.test("a write pays for work at the pace, and for more of it with every run beyond the limit", () => {
  const paid = [0, 4, 7, 8, 9, 10, 11].map((runs) => done({ runs }));
  assertEquals(paid, [[70], [70], [70], [140], [210], [280], [350]]);
  assertEquals(done({ runs: 11, isDue: false }), []);
});

Deno.test("a write waits where level 0 is full, until it is not, and flushes what is full", () => {
  assertEquals(done({ runs: 14, taken: 1 }), [7 * 10 * 8, 1, 1, "stalled"]);
  assertEquals(done({ runs: 3, isDue: false, isFull: true }), ["flush", "freeze"]);
  assertThrows(() => done({ runs: 12 }), Error, "must have fewer than 12 runs and the policy");
});
