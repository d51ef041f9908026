import { assert, assertEquals } from "@std/assert";
import type { AnomalyName } from "./anomaly.ts";
import { holds, isolation } from "./isolation.ts";
import type { Level } from "./level.ts";
import { transactions } from "./notation.ts";

/** Histories in the short notation, their anomalies, and the strongest levels that hold. */
type Case = readonly [string, readonly AnomalyName[], readonly Level[]];

const strongSnapshot = "strong snapshot isolation";

/** The cases of Elle (Kingsbury and Alvaro 2020), and some more. */
const lists: readonly Case[] = [
  ["ax1ay1 | ax2ay2 | rx12ry21", ["G0"], []],
  ["ax1! | rx1", ["G1a"], ["read uncommitted"]],
  ["ax1ax2 | rx1", ["G1b", "G-single"], ["read uncommitted"]],
  ["ax1ry1 | ax2ay1 | rx12ry1", ["G1c"], ["read uncommitted"]],
  ["ax1ay1 | ax2ry | rx12", ["G-single"], ["read committed"]],
  ["ax1ry | ay1rx", ["G2-item"], [strongSnapshot]],
  ["ax1 | rx1ry | ay1 | ry1rx", ["G-nonadjacent"], ["consistent view"]],
  ["ax0 | rx0ax1 | rx0ax2", ["lost update", "G2-item"], ["read committed"]],
  ["rxax1 | rxax2 | rx12", ["lost update", "G-single"], ["read committed"]],
  ["ax1rx1 | ax2rx2", ["lost update", "G2-item"], ["read committed"]],
  ["ax1ay1 | ax2! | rx12ry", ["G1a", "G-single"], ["read uncommitted"]],
  ["0:ax1@0-1 | 0:ay1?@2-3 | 0:rx@4-5", ["G-single-process"], ["serializable"]],
  ["rx7", ["garbage read"], []],
  ["ax1 | rx11", ["duplicate elements"], []],
  ["ax1 | ax2 | rx12 | rx21", ["incompatible order"], ["read uncommitted"]],
  ["ax2ax3 | ax1 | rx321", ["incompatible order"], ["read uncommitted"]],
  ["ax2ax3 | ax1 | rx213", ["G0"], []],
  ["ax1! | ax2 | rx12", ["dirty update", "G1a"], ["read uncommitted"]],
  ["ax1 | rx1rx", ["internal", "G-single"], ["read committed"]],
  ["ax1rx", ["internal"], ["read committed"]],
  ["rx1ax1", ["internal"], ["read committed"]],
  ["0:ax1 ; 0:rx", ["G-single-process"], ["serializable"]],
  ["ax1 ; rx", ["G-single-realtime"], ["strong session serializable"]],
  ["ax1 ; ax2 ; rx21", ["G0-realtime"], ["strong session serializable"]],
  ["rx1 ; ax1", ["G1c-realtime"], ["strong session serializable"]],
  ["0:ax1ry@0-5 | 1:ay1 ; 1:rx", ["G2-item-process"], ["serializable", strongSnapshot]],
  ["1:ay1@0-5 | 2:ax1@0-5 | 1:rx@5-9 | 2:ry@5-9", ["G-nonadjacent-process"], ["serializable"]],
  ["ax1? | rx1", [], ["strict serializable"]],
  ["ax1ay1? | rx1ry", ["G-single"], ["read committed"]],
  ["ax1? ; rx", [], ["strict serializable"]],
  ["ax1 ; rx1ax2 ; rx12", [], ["strict serializable"]],
];

const registers: readonly Case[] = [
  ["wx1ry1 | wy1rx1", ["G1c"], ["read uncommitted"]],
  ["wx1! | rx1", ["G1a"], ["read uncommitted"]],
  ["wx1wx2 | rx1", ["G1b", "G-single"], ["read uncommitted"]],
  ["wx1wy1 | rx1ry", ["G-single"], ["read committed"]],
  ["wx1ry | wy1rx", ["G2-item"], [strongSnapshot]],
  ["wx1 | rx1ry | wy1 | ry1rx", ["G-nonadjacent"], ["consistent view"]],
  ["rxwx1 | rxwx2", ["lost update", "G2-item"], ["read committed"]],
  ["rx7", ["garbage read"], []],
  ["wx1rx2 | wx2", ["internal"], ["read committed"]],
  ["wx1! | rx1wx2", ["dirty update", "G1a"], ["read uncommitted"]],
  ["rx1wx1", ["internal"], ["read committed"]],
  ["wx1 ; rx", ["G-single-realtime"], ["strong session serializable"]],
  ["wx1? ; rx1", [], ["strict serializable"]],
];

for (const [model, cases] of [["list-append", lists], ["rw-register", registers]] as const) {
  for (const [text, names, strongest] of cases) {
    const what = names.length === 0 ? "no anomaly" : names.join(" and ");
    Deno.test(`${model}: ${text} shows ${what}`, () => {
      const found = isolation(transactions(text, model), { model });
      assertEquals([...found.counts.keys()].toSorted(), names.toSorted());
      assertEquals(found.strongest, strongest);
    });
  }
}

Deno.test("write skew is read committed, and the verdict is about the level that is asked for", () => {
  const skew = transactions("ax1ry | ay1rx", "list-append");
  const found = isolation(skew, { model: "list-append" });
  assert(holds(found, "read committed"));
  assertEquals(found.verdict, "violation");
  const lower = isolation(skew, { model: "list-append", level: "snapshot isolation" });
  assertEquals(lower.verdict, "ok");
});
