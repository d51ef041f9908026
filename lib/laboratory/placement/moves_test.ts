import { assert, assertEquals } from "@std/assert";
import { maglev } from "../../placement/maglev/maglev.ts";
import { type Change, costOf, movesOf } from "./moves.ts";
import { evennessOf, nodesNamed } from "./shares.ts";
import { ways } from "./ways.ts";

const KEYS = 30_000;
const way = (name: string) => ways.find((way) => way.name === name)!;
const one: Change = { type: "add", nodes: 1 };

function near(found: number, known: number, most: number): void {
  assert(Math.abs(found - known) <= most, `${found}, not ${known} within ${most}`);
}

Deno.test("modulo moves 99 of a hundred keys when a hundred nodes become 101, jump one", () => {
  near(movesOf(way("hash modulo nodes"), 100, one, KEYS).moved, 0.99, 0.003);
  const { moved, needless, due } = movesOf(way("jump"), 100, one, KEYS);
  near(moved, 0.0095, 0.002);
  assertEquals(needless, 0);
  near(due, 0.0099, 0.0001);
});

Deno.test("a ring, rendezvous and an anchor move what they must, whoever comes or goes", () => {
  for (const name of ["ring, 100 points", "rendezvous", "anchor"]) {
    for (const change of [one, { type: "remove", nodes: 10, which: "any" }] as const) {
      const { moved, needless, due } = movesOf(way(name), 100, change, 10_000);
      assertEquals(needless, 0, name);
      near(moved, due, 0.01);
    }
  }
});

Deno.test("jump moves nearly nothing when its last bucket goes, and most when another does", () => {
  const jump = way("jump");
  assertEquals(movesOf(jump, 100, { type: "remove", nodes: 1, which: "last" }, KEYS).needless, 0);
  assert(movesOf(jump, 100, { type: "remove", nodes: 10, which: "any" }, KEYS).needless > 0.5);
});

Deno.test("Maglev moves .6 percent needlessly when one of a thousand goes, 2.3 when ten do", () => {
  const small = way("Maglev, 65,537 entries");
  const without = (nodes: number): Change => ({ type: "remove", nodes, which: "any" });
  near(movesOf(small, 1000, without(1), KEYS).needless, 0.006, 0.0015);
  near(movesOf(small, 1000, without(10), KEYS).needless, 0.023, 0.003);
  const large = way("Maglev, 655,373 entries");
  near(movesOf(large, 1000, without(1), KEYS).needless, 0.0033, 0.001);
  near(movesOf(large, 1000, without(10), KEYS).needless, 0.0058, 0.0015);
});

Deno.test("Maglev's tables are shared to 1.007 and 1.001 of the mean", () => {
  for (const [size, most] of [[65_537, 1.007], [655_373, 1.001]] as const) {
    const shares = new Array<number>(1000).fill(0);
    for (const at of maglev(nodesNamed(1000), { size }).table) shares[at]!++;
    near(evennessOf(shares).most, most, 0.0005);
  }
});

Deno.test("a skeleton moves at most four times what it must", () => {
  const { moved, due } = movesOf(way("rendezvous, skeleton"), 100, one, KEYS);
  assert(moved > due && moved < 4 * due, `${moved} of ${due}`);
});

Deno.test("what a lookup reads", () => {
  const bytes = (name: string) => costOf(way(name), 100, 1000).stateBytes;
  assertEquals(bytes("jump"), 0);
  assertEquals(bytes("ring, 100 points"), 100 * 100 * 8);
  assertEquals(bytes("Maglev, 65,537 entries"), 65_537 * 4);
  assert(costOf(way("ring, 100 points"), 100, KEYS).deviation > 0.09);
});
