import { assertEquals } from "@std/assert";
import { Random } from "../../sim/random.ts";
import type { Operations, Rows } from "../operation.ts";
import { lastScan, noPhantoms, pairWork } from "./pairs.ts";

/** What is wrong with scans of one transaction that see these rows. */
function said(...results: readonly Rows[]): string | undefined {
  const scan = { type: "scan", from: "a", to: "z" } as const;
  const history = [{
    id: 0,
    process: 0,
    input: results.map(() => scan),
    output: { ok: true, results },
    outcome: "ok" as const,
    invokedAt: 0,
    endedAt: 1,
  }];
  return noPhantoms.check({ at: 2, states: [], history })?.words;
}

Deno.test("a scan sees both rows of a pair or neither, each time", () => {
  assertEquals(said([["a", 1], ["x", 1]], [["a", 1], ["x", 1]]), undefined);
  assertEquals(said([]), undefined);
  assertEquals(said([["b", 2]]), "somebody scans b 2 and y nothing");
  assertEquals(said([["a", 1], ["x", 2]]), "somebody scans a 1 and x 2");
  assertEquals(
    said([["a", 1], ["x", 1]], []),
    "somebody scans a 1 and x 1, and then a nothing and x nothing",
  );
});

Deno.test("pairs are written as pairs", () => {
  const work = pairWork(new Random(1), 1, 60).map(({ input }) => input as Operations);
  assertEquals(work, pairWork(new Random(1), 1, 60).map(({ input }) => input as Operations));
  const kinds = new Set(work.map((each) => each.map(({ type }) => type).join()));
  assertEquals([...kinds].sort(), ["scan", "scan,scan", "write,write"]);
  assertEquals((lastScan(7).input as Operations).length, 1);
});
