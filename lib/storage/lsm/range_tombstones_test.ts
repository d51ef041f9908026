import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareKeys } from "../engine/engine.ts";
import { RangeTombstones } from "./range_tombstones.ts";

const key = fc.uint8Array({ maxLength: 2, max: 4 });
const range = fc.record({ from: key, to: key, sequence: fc.integer({ min: 1, max: 20 }) });

Deno.test("range tombstones in pieces cover what they cover whole", () => {
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 12, size: "max" }),
      key,
      fc.nat(21),
      (ranges, one, sequence) => {
        const tombstones = new RangeTombstones(ranges);
        const expected = ranges.filter(({ from, to, sequence: at }) =>
          at <= sequence && compareKeys(from, one) <= 0 && compareKeys(one, to) < 0
        ).map(({ sequence: at }) => at);
        assertEquals(tombstones.covering(one, sequence), Math.max(0, ...expected));
        assertEquals(new RangeTombstones(tombstones).pieces, tombstones.pieces);
        for (const [i, { from, to, sequences }] of tombstones.pieces.entries()) {
          const next = tombstones.pieces[i + 1];
          assert(compareKeys(from, to) < 0 && sequences.length > 0);
          assert(next === undefined || compareKeys(to, next.from) <= 0);
          assert(sequences.every((at, j) => j === 0 || at < sequences[j - 1]!));
        }
      },
    ),
    { numRuns: 1000 },
  );
});
