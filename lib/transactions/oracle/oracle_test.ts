import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { msOf, oracleFrom, PER_MS, take, timestampLabel } from "./oracle.ts";

/** What happens to an oracle: its clock changes, it is asked, or it restarts and knows its bound only. */
const events = fc.array(
  fc.oneof(
    fc.record({ clock: fc.double({ min: -5, max: 40, noNaN: true }) }),
    fc.record({ count: fc.integer({ min: 1, max: 3000 }) }),
    fc.constant({ restart: true }),
  ),
  { maxLength: 60 },
);

Deno.test("each timestamp is greater than every one that was given before, whatever the clock does, and over restarts", () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 0, max: 20 }), (events, aheadMs) => {
      let oracle = oracleFrom(0), now = 0, saved = 0, highest = 0;
      for (const event of events) {
        if ("clock" in event) now = event.clock;
        else if ("restart" in event) oracle = oracleFrom(saved);
        else {
          const { first, count, bound } = take(oracle, now, event.count, aheadMs);
          saved = bound ?? saved;
          assert(first > highest && first >= Math.floor(now) * PER_MS);
          highest = first + count - 1;
          assert(highest < saved && saved === oracle.bound && oracle.last === highest);
        }
      }
    }),
    { seed: 16, numRuns: 500 },
  );
});

Deno.test("the bound is saved once for many timestamps", () => {
  const oracle = oracleFrom(0);
  let saves = 0;
  for (let now = 0; now < 1000; now++) saves += Number("bound" in take(oracle, now, 5, 100));
  assertEquals(saves, 10);
});

Deno.test("a timestamp tells its time, and none are given to nobody", () => {
  assertEquals([msOf(12_003), timestampLabel(12_003), timestampLabel(3)], [12, "12.003", "3"]);
  assertThrows(
    () => take(oracleFrom(0), 0, 0, 1),
    RangeError,
    "Cannot give timestamps because count must be a whole number from 1 on: given 0",
  );
});
