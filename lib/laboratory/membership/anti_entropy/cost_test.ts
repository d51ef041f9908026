import { assert, assertEquals } from "@std/assert";
import { costs, type How, HOWS } from "./cost.ts";
import { byLeafSize } from "./leaf_size.ts";
import { expected, expectedRounds, residues, spread } from "./spread.ts";
import { byDifferences, cheapest } from "./ways.ts";
import { byWriters } from "./writers.ts";

const named = (name: string): How => HOWS.find((how) => how.name === name)!;

Deno.test("session cost: in full it is what there is, by versions what differs, by trees what differs and the way there", () => {
  const rows = byDifferences({ items: 3000, differences: [0, 1, 300] });
  const bytes = (name: string, differences: number) =>
    rows.find((row) => row.name === name && row.differences === differences)!.bytes;
  assert(bytes("full", 300) < 1.2 * bytes("full", 0));
  for (const { name } of HOWS.slice(1)) {
    assert(bytes(name, 0) < 200, name);
    assert(bytes(name, 1) < bytes("full", 1) / 20, name);
  }
  // An item has 32 letters and a key of 10.
  assert(bytes("versions", 300) / 300 < 65);
  assertEquals(cheapest(rows).get(1), "versions");
  assertEquals(cheapest(rows).get(300), "versions");
});

Deno.test("session cost: when all differs, sending all at once is cheaper than looking for it", () => {
  const rows = byDifferences({
    items: 2000,
    differences: [2000],
    hows: HOWS.filter(({ way }) => way !== "versions"),
  });
  assertEquals(cheapest(rows).get(2000), "full");
});

Deno.test("session cost: a wider tree takes fewer rounds and, for one difference, more hashes from some width on", () => {
  const one = ["merkle, 2", "merkle, 16", "merkle, 256"].map((name) =>
    costs({ ...named(name), items: 2000, differences: [1] })[0]!
  );
  assertEquals(one.map(({ rounds }) => rounds), [17, 5, 3]);
  assertEquals(one.map(({ ms }) => ms), [34, 10, 6]);
  assert(
    one[1]!.bytes < one[0]!.bytes && one[1]!.bytes < one[2]!.bytes,
    `${one.map((c) => c.bytes)}`,
  );
});

Deno.test("session cost: large leaves send items that do not differ, and small ones take more hashes", () => {
  const rows = byLeafSize({ items: 4000, differences: [40], depths: [1, 6, 10] });
  const [large, middle, small] = rows as [typeof rows[0], typeof rows[0], typeof rows[0]];
  assert(large.sentForEach > 50 && small.sentForEach < 2.2);
  assert(middle.bytes < large.bytes && middle.bytes < small.bytes, `${rows.map((r) => r.bytes)}`);
});

Deno.test("session cost: version vectors grow with those who have written, and roots do not", () => {
  const rows = byWriters({ items: 2000, writers: [1, 1000], differences: [0] });
  const [few, many, fewRoots, manyRoots] = rows.map(({ bytes }) => bytes);
  assert(many! > 20 * few! && Math.abs(manyRoots! - fewRoots!) < 10);
});

Deno.test("spread: the law of the paper, for few that lack it", () => {
  assertEquals(expected(1000, "pull", 0.1), 0.1 * 0.1);
  assert(Math.abs(expected(10_000, "push", 0.001) / 0.001 - Math.exp(-1)) < 0.001);
  assert(expectedRounds(1000, "push") > expectedRounds(1000, "pull"));
});

Deno.test("spread: in the end, pulling leaves far fewer behind in each round than pushing", () => {
  // Of what is left when less than a tenth lacks it.
  const last = (direction: "push" | "pull") => {
    const shares = residues({ nodes: 1000, direction }),
      from = shares.findIndex((share) => share < 0.1);
    return shares.length - 1 - from;
  };
  assert(last("pull") <= 3 && last("push") >= 4, `${last("pull")}, ${last("push")}`);
});

Deno.test("spread: rounds grow with the logarithm of the nodes, and are about those of the law", () => {
  const rows = spread([16, 256], 3);
  for (const { nodes, direction, rounds, law } of rows) {
    assert(Math.abs(rounds - law) <= 0.35 * law, `${nodes}, ${direction}: ${rounds}, ${law}`);
  }
  const [few, many] = [rows[2]!, rows[5]!];
  assert(many.rounds > few.rounds && many.rounds < 3 * few.rounds);
});
