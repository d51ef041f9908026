import { assert, assertEquals } from "@std/assert";
import { everything } from "../../multiraft/range/interval.ts";
import { keyspace, placesOf } from "./keyspace.ts";

const run = keyspace({
  options: { ranges: [{ group: 1, ...everything, members: [0, 1, 2] }] },
  nodes: 3,
  asked: [[
    { at: 1500, input: { key: "m", order: { type: "split", at: "m", child: 2 } } },
    {
      at: 3000,
      input: { key: "m", order: { type: "merge", into: 1, intoVersion: 2, intoKey: "" } },
    },
  ]],
  endMs: 4000,
});

Deno.test("a split makes two of a range, and a merge one of two", () => {
  const seen = run.stays.map(({ group, start, end, version, stopped }) =>
    `${group} [${start}, ${end ?? "∞"}) v${version}${stopped ? " stopped" : ""}`
  );
  assertEquals(seen, [
    "1 [, ∞) v1",
    "1 [, m) v2",
    "2 [m, ∞) v2",
    "2 [m, ∞) v3 stopped",
    "1 [, ∞) v4",
  ]);
});

Deno.test("at any time each key is in one range", () => {
  const at = placesOf(["m"]);
  for (let time = 0; time < 4000; time += 10) {
    const there = run.stays.filter(({ from, to }) => from <= time && time < to);
    const covered = there.reduce((sum, { start, end }) => sum + at(end) - at(start), 0);
    assertEquals(covered, 2, `at ${time} ms`);
  }
  assert(run.history.every(({ outcome }) => outcome === "ok"));
});
