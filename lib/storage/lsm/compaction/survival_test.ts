import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { compareKeys } from "../../engine/engine.ts";
import type { PlacedTable } from "../levels.ts";
import { RangeTombstones } from "../range_tombstones.ts";
import { compareVersions, type RangeTombstone, type Version } from "../table/version.ts";
import { Survival } from "./survival.ts";

const key = fc.uint8Array({ minLength: 1, maxLength: 1, max: 4 });

/** Changes in their order: the sequence of each is its place, from 1 on. */
const changes = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("put" as const), key }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), key }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("range" as const), from: key, to: key }),
    },
  ),
  { maxLength: 14, size: "max" },
);

interface Row {
  readonly versions: readonly Version[];
  readonly ranges: readonly RangeTombstone[];
}

/** What a reader finds under a key: which change put it there. */
function read({ versions, ranges }: Row, one: Uint8Array, sequence: number): number | undefined {
  const newest =
    versions.filter((version) =>
      compareKeys(version.key, one) === 0 && version.sequence <= sequence
    ).sort((a, b) => b.sequence - a.sequence)[0];
  const isDeleted = ranges.some(({ from, to, sequence: at }) =>
    newest !== undefined && at <= sequence && at > newest.sequence &&
    compareKeys(from, one) <= 0 && compareKeys(one, to) < 0
  );
  return newest?.kind === "put" && !isDeleted ? newest.sequence : undefined;
}

function table(versions: readonly Version[]): PlacedTable {
  const keys = versions.map((version) => version.key).sort(compareKeys);
  const sequences = versions.map(({ sequence }) => sequence);
  return {
    name: "below",
    bytes: 1,
    entries: versions.length,
    tombstones: 0,
    ranges: 0,
    smallest: keys[0]!,
    largest: keys.at(-1)!,
    leastSequence: Math.min(...sequences),
    greatestSequence: Math.max(...sequences),
  };
}

Deno.test("whoever reads after a compaction reads what he read before, at each snapshot and now", () => {
  let tombstones = 0, versions = 0;
  fc.assert(
    fc.property(changes, fc.nat(14), fc.subarray([1, 3, 4, 7, 9, 12]), (all, cut, snapshots) => {
      const rows = all.map((change, i) => ({
        ...change,
        sequence: i + 1,
        value: Uint8Array.of(i),
      }));
      const put = (row: typeof rows[number]): Version[] =>
        row.kind === "range"
          ? []
          : [{ key: row.key, sequence: row.sequence, kind: row.kind, value: row.value }];
      // The oldest few lie in a table below, without the range tombstones among them.
      const below = rows.slice(0, cut).flatMap(put);
      const above = rows.slice(cut);
      const inputs: Row = {
        versions: above.flatMap(put).sort((a, b) =>
          compareVersions(a.key, a.sequence, b.key, b.sequence)
        ),
        ranges: above.flatMap((row) =>
          row.kind === "range" && compareKeys(row.from, row.to) < 0
            ? [{ from: row.from, to: row.to, sequence: row.sequence }]
            : []
        ),
      };
      const others = below.length === 0 ? [] : [table(below)];
      const survival = new Survival(snapshots, new RangeTombstones(inputs.ranges), others);
      const ranges = [...survival.ranges()];
      const kept: Row = { versions: inputs.versions.filter((one) => survival.keeps(one)), ranges };
      for (const at of [...snapshots, Infinity]) {
        for (let one = 0; one <= 4; one++) {
          const name = Uint8Array.of(one);
          const before = { ...inputs, versions: [...below, ...inputs.versions] };
          const after = { ...kept, versions: [...below, ...kept.versions] };
          assertEquals(read(after, name, at), read(before, name, at), `key ${one} at ${at}`);
        }
      }
      tombstones += survival.dropped.tombstones;
      versions += survival.dropped.versions;
      // With nothing below and nobody who looks back, what stays is what can be read.
      if (others.length > 0 || snapshots.length > 0) return;
      assertEquals(kept.ranges, []);
      assert(kept.versions.every((one) => read(inputs, one.key, Infinity) === one.sequence));
    }),
    { numRuns: 2000 },
  );
  assert(tombstones > 200 && versions > 400, `${tombstones} tombstones, ${versions} versions`);
});
