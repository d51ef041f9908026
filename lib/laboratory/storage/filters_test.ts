/** Filters are as wrong as they should be. CPU: 1.5 s. */

import { assert, assertEquals } from "@std/assert";
import { leastBloomRate } from "../../storage/bloom/rates.ts";
import { falsePositives, type FilterRow } from "./filters.ts";

const rows = falsePositives();

/** How far chance may lead, three standard deviations, and the luck of one set of keys besides. */
function slack({ asked, expected }: FilterRow): number {
  return 3 * Math.sqrt(expected / asked) + 0.04 * expected;
}

Deno.test("each kind is wrong as often as is worked out, at every size", () => {
  assertEquals(rows.map(({ kind }) => kind).filter((kind) => kind === "ribbon").length, 8);
  assertEquals(rows.length, 28);
  for (const row of rows) {
    assert(Math.abs(row.rate - row.expected) < slack(row), JSON.stringify(row));
  }
});

Deno.test("a Bloom filter is near its least, a blocked one above, and a ribbon below", () => {
  for (const { kind, bitsPerKey, expected } of rows) {
    const least = leastBloomRate(bitsPerKey);
    if (kind === "bloom") assert(expected >= least && expected < 1.05 * least, `${bitsPerKey}`);
    if (kind === "blocked bloom") assert(expected > 1.005 * least, `${bitsPerKey}`);
    if (kind === "ribbon") assert(expected < least, `${bitsPerKey}`);
  }
});

Deno.test("the same is measured each time", () => {
  const sizes = { bits: [4], columns: [3], keys: 500 };
  assertEquals(falsePositives(sizes), falsePositives(sizes));
});
