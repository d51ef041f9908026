import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AnomalyName } from "./anomaly.ts";
import { isolation } from "./isolation.ts";
import type { Level } from "./level.ts";
import { transactions } from "./notation.ts";
import type { StartRow } from "./table.ts";

const table = "t";

/** The two rows of Hermitage (Kleppmann 2014), with small numbers. */
const rows: readonly StartRow[] = [
  { table, key: "x", value: 1, attributes: { a: 1 } },
  { table, key: "y", value: 2, attributes: { a: 2 } },
];

const check = (text: string) => isolation(transactions(text, "tables"), { model: "tables", rows });

/** A name, a history in the short notation, its anomalies, and the strongest levels that hold. */
type Case = readonly [string, string, readonly AnomalyName[], readonly Level[]];

const strongSnapshot = "strong snapshot isolation";
const phantom = "G-single-predicate";

const known: readonly Case[] = [
  // Berenson et al. 1995: A3 looks twice, P3 looks once and at what else is known.
  ["A3", "s{x1y2}s{x1y2z3} | iz3", ["internal-predicate", phantom], ["repeatable read"]],
  ["P3, H3", "s3{}ry4 | iz3.3ry2uy4", [phantom], ["repeatable read"]],
  // Adya, Liskov and O'Neil 2000.
  ["H-phantom", "s2{y2}rx4 | iz3.2rx1ux4", [phantom], ["repeatable read"]],
  ["H-pred-read", "ux3.2 | rx3ux4.2uy5.2 | s1{}ry2", [], ["strict serializable"]],
  // Hermitage.
  ["G1a", "ux3! | s{x3y2}", ["G1a"], ["read uncommitted"]],
  ["G1b", "ux3ux4 | s{x3y2}", ["G1b", "G-single"], ["read uncommitted"]],
  ["G1c", "ux3ry4 | uy4rx3", ["G1c"], ["read uncommitted"]],
  ["OTV", "ux3uy4 | rx3ry4ux5uy6 | rx3ry6", ["G-single"], ["read committed"]],
  ["PMP", "s3{}s3{z3} | iz3.3", ["internal-predicate", phantom], ["repeatable read"]],
  ["PMP for writes", "ux3.2uy4.3 | s2{}", [phantom], ["repeatable read"]],
  ["P4", "rx1ux3 | rx1ux4", ["lost update", "G2-item"], ["read committed"]],
  ["G-single", "rx1ry4 | rx1ry2ux3uy4", ["G-single"], ["read committed"]],
  ["G-single, by values", "s{x1y2}s3{x3} | ux3.3", ["internal", "G-single"], ["read committed"]],
  ["G-single, by deletion", "rx1s2{} | rx1ry2ux3dy", ["G-single"], ["read committed"]],
  ["G2-item", "s{x1y2}ux3 | s{x1y2}uy4", ["G2-item"], [strongSnapshot]],
  ["G2", "s3{}iz3.3 | s3{}iw4.3", ["G2"], ["repeatable read", strongSnapshot]],
  ["G2, two edges", "s{x1y2}ux4 | uy3 | s{x1y3}", ["G2-item"], [strongSnapshot]],
];

const others: readonly Case[] = [
  ["a circle by what was missed", "dxry3 | uy3s{y3}", ["G1-predicate"], ["read uncommitted"]],
  ["the same by attributes", "ux3.2ry4 | uy4s1{}", ["G1-predicate"], ["read uncommitted"]],
  ["a change into the predicate", "s3{}ry4 | ux3.3ry2uy4", [phantom], ["repeatable read"]],
  // What a predicate returned is an item.
  ["a change out of the predicate", "s1{x1}ry4 | ux3.3ry2uy4", ["G-single"], ["read committed"]],
  ["one item, one predicate", "s3{}ux3 | rx1iz4.3", ["G2"], ["repeatable read", strongSnapshot]],
  ["an item, and then a predicate", "iz3.3 | rz3ry2 | uy4s3{}", ["G2"], [
    "repeatable read",
    strongSnapshot,
  ]],
  [
    "a long fork",
    "iz1.3 | iw2.4 | s3{z1}s4{} | s4{w2}s3{}",
    ["G-nonadjacent-predicate"],
    ["repeatable read", "consistent view"],
  ],
  ["a key of no row", "rzry4 | iz3ry2uy4", [phantom], ["repeatable read"]],
  ["rows out of their range", "s5-9{}ry4 | iz5ry2uy4", [phantom], ["repeatable read"]],
  ["rows outside of the range", "s6-9{}ry4 | iz5ry2uy4", [], ["strict serializable"]],
  // Unborn or dead: nobody knows.
  ["born and dead", "iz3 | rz3dzuy4 | s{x1y2}ry2", [], ["strict serializable"]],
  ["unborn, surely", "iz3ry2uy4 | s{x1y4}", [phantom], ["repeatable read"]],
  ["missed for an aborted deletion", "dx! | s{y2}", ["G1a"], ["read uncommitted"]],
  ["missed for a passing state", "ux3.5ux4.1 | s1{}", ["G1b"], ["read uncommitted"]],
  ["one of two deletions", "dx! | dx | s{y2}", [], ["strict serializable"]],
  ["missed for no reason", "s{y2}", ["garbage read"], []],
  ["found for no reason", "s{x1y2z3}", ["garbage read"], []],
  ["found, and no match", "s2{x1y2}", ["garbage read"], []],
  ["found twice", "s{x1x1y2}", ["duplicate elements"], []],
  ["its own insertion missed", "iz3s{x1y2}", ["internal"], ["read committed"]],
  ["its own deletion found", "dxs{x1y2}", ["internal"], ["read committed"]],
  ["its own change kept to", "ux3.2s1{}s2{x3y2}", [], ["strict serializable"]],
  ["what it had read missed", "rx1s{y2} | dx", ["internal-predicate", "G-single"], [
    "read committed",
  ]],
  ["changed on top of an aborted birth", "iz3! | uz4", ["dirty update"], ["read uncommitted"]],
  ["changed and never born", "uz4", ["garbage read"], []],
  ["an open birth that was seen", "iz3? | s{x1y2z3}", [], ["strict serializable"]],
  ["an open birth that was changed", "iz3? | uz4 ; rz", ["G-single-predicate-realtime"], [
    "strong session serializable",
  ]],
  ["an open deletion that was seen", "dxuy3? | s{y2}", ["G-single"], ["read committed"]],
  ["an open deletion of what was missed anyhow", "ux3.2ry4 | dx? | uy4s1{}", ["G1-predicate"], [
    "read uncommitted",
  ]],
  ["an open deletion or an aborted one", "dx! | dxuy3? | s{y2}", ["G-single"], ["read committed"]],
  ["an insertion on top of what it read", "uz3 | rz3iz4", ["G1c"], ["read uncommitted"]],
  ["an open birth, by what came of it", "iz3uy4? | uz5 | ry2rz5", ["G-single"], ["read committed"]],
  ["a birth in two steps", "iz3uz4 | uz5ry2uy6 | rz4ry6", ["G-single"], ["read committed"]],
  ["its own birth after it was missed", "s4{}iz3.4ry6 | uz5.4ry2uy6", ["G1c"], [
    "read uncommitted",
  ]],
  ["one of two changes in no known order", "ux3.2ry5 | ux4.2 | uy5s1{}", [], [
    "strict serializable",
  ]],
  ["an open change that came later", "5:s1{}@0-1 | dx@0-9 | 5:ux3.2?@2-3", [], [
    "strict serializable",
  ]],
  ["one key in two lives", "dx ; rx", [], ["strict serializable"]],
  ["an old state after a deletion", "dx ; s{x1y2}", ["G-single-realtime"], [
    "strong session serializable",
  ]],
  ["a row that is not yet there, later", "1:iz3 ; 1:s{x1y2}", ["G-single-predicate-process"], [
    "serializable",
  ]],
];

for (const [name, text, names, strongest] of [...known, ...others]) {
  const what = names.length === 0 ? "no anomaly" : names.join(" and ");
  Deno.test(`${name}: ${text} shows ${what}`, () => {
    const found = check(text);
    assertEquals([...found.counts.keys()].toSorted(), names.toSorted(), found.words.join("\n"));
    assertEquals(found.strongest, strongest, found.words.join("\n"));
  });
}

Deno.test("what was missed is told: what was looked for, which row, and what it was", () => {
  assertEquals(check("s3{}ry4 | iz3.3ry2uy4").words, [
    "the strongest level that holds: repeatable read",
    "G-single-predicate: T0 → T1 → T0",
    "  T0: look for rows of t with a = 3 [], read t.y 4 (process 0, 0 ms to 1 ms)",
    "  T1: insert t.z 3 a = 3, read t.y 2, update t.y 4 (process 1, 0 ms to 1 ms)",
    "  T0 before T1, as T0 looked for rows of t with a = 3 and did not find t.z, " +
    "which T1 then made 3",
    "  yet T1 before T0, as T0 read T1's write of 4 to t.y",
  ]);
  const reasons = (text: string) => check(text).words.slice(-2);
  assertEquals(reasons("dxry3 | uy3s{y3}"), [
    "  T0 before T1, as T1 looked for all rows of t and did not find t.x, which T0 deleted",
    "  yet T1 before T0, as T0 read T1's write of 3 to t.y",
  ]);
  assertEquals(reasons("ux3.2ry4 | uy4s1{}"), [
    "  T0 before T1, as T1 looked for rows of t with a = 1 and did not find t.x, " +
    "as T0 had made it 3",
    "  yet T1 before T0, as T0 read T1's write of 4 to t.y",
  ]);
  assertEquals(
    reasons("s1{x1}ry4 | dxry2uy4")[0],
    "  T0 before T1, as T0 read t.x when it was 1, which T1 deleted",
  );
});

Deno.test("what is wrong with single looks is told in a sentence", () => {
  const sentence = (text: string) => check(text).words[1];
  assertEquals(
    sentence("dx! | s{y2}"),
    "G1a: T1 looked for all rows of t and did not find t.x, as T0 deleted it, and T0 aborted",
  );
  assertEquals(
    sentence("ux3.5ux4.1 | s1{}"),
    "G1b: T1 looked for rows of t with a = 1 and did not find t.x, as T0 made it 3, " +
      "and T0 wrote it once more",
  );
  assertEquals(
    sentence("s{y2}"),
    "garbage read: T0 looked for all rows of t and did not find t.x, which no write explains",
  );
  assertEquals(
    sentence("s2{x1y2}"),
    "garbage read: T0 looked for rows of t with a = 2 and found t.x, as 1, which is none of those",
  );
  assertEquals(
    sentence("s{x1y2}s{x1y2z3} | iz3"),
    "internal-predicate: T0 looked for all rows of t and missed t.z, which it then found",
  );
  assertEquals(
    sentence("iz3s{x1y2}"),
    "internal: T0 looked for all rows of t and missed t.z, though it had written 3",
  );
  assertEquals(
    sentence("uz4"),
    "garbage read: T0 wrote to t.z as to a row that is there: nobody inserted it",
  );
});

Deno.test("a row that is born or dies twice makes reads ambiguous, so there is no verdict", () => {
  const why = (text: string) => {
    const { verdict, words } = check(text);
    assertEquals(verdict, "unknown");
    return words[0]!;
  };
  assert(why("iz3 | iz4").startsWith("t.z is inserted more than once (by T0 and T1), so reads"));
  assert(why("dx | dx").startsWith("t.x is deleted more than once (by T0 and T1)"));
  assert(why("ix3").startsWith("t.x is inserted, and there at the start (by T0)"));
  assert(why("dxux3").startsWith("t.x is written after its deletion (by T0)"));
  assert(why("uz4iz3").startsWith("t.z is inserted by who wrote it (by T0)"));
  assert(why("ux3 | ux3").includes("3 is written to t.x more than once (T0 and T1 wrote it)"));
  assert(why("ux1").includes("1 is written to t.x more than once (the start and T0 wrote it)"));
  assert(why("ux3!").startsWith("no transaction is known to have committed"));
});

Deno.test("what is no table, step or predicate is refused", () => {
  const ask = (step: unknown) => {
    const steps = [step] as never;
    const times = { invokedAt: 0, endedAt: 1, outcome: "ok" } as const;
    const history = [{ id: 0, process: 0, input: steps, output: steps, ...times }];
    return () => isolation(history, { model: "tables" });
  };
  assertThrows(
    ask({ type: "append", table, key: "x" }),
    TypeError,
    "must be one of insert, update",
  );
  assertThrows(ask({ type: "scan", table, where: { type: "odd" } }), TypeError, "all, key, equal");
  assertThrows(ask({ type: "scan", table }), TypeError, "a predicate must be one of");
  const twice = [...rows, rows[0]!];
  assertThrows(
    () => isolation([], { model: "tables", rows: twice }),
    RangeError,
    "each row is there once at the start: given t.x twice",
  );
});
