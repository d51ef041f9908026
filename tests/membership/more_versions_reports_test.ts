/**
 * More reports of version vectors that went wrong, each played here in the order in which it happened; with the rule of
 * ours broken that the report is about, where there is one, the same order of events shows the harm.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/membership/anti_entropy/bugs.ts";
import type { Change } from "hb/membership/anti_entropy/bugs/change.ts";
import type { Settings } from "hb/membership/anti_entropy/settings.ts";
import { of } from "../reads/stage.ts";
import { begin, keysOf, letters, nodes, repair, savedOf, stateOf, write } from "./repair_stage.ts";

/** Node 0 has written some; node 1 asks for them in small messages, and the second answer is lost. */
function numbersThatOvertake(change: Change = {}): readonly unknown[] {
  const versions = { way: "versions", messageBytes: 1 } as const;
  const stage = nodes([savedOf(0, letters(3)), []], versions, change);
  begin(stage, 1, 0);
  let answers = 0;
  while (stage.letters.length > 0) {
    if (stage.letters[0]!.message.type === "delta" && ++answers === 2) break;
    const [first] = stage.letters;
    stage.deliver((letter) => letter === first);
  }
  stage.hold(() => true);
  stage.fire(1, "patience");
  repair(stage, 1, 0);
  return keysOf(stage, 1);
}

Deno.test("scylladb 2894, CASSANDRA-6125: a number that has come says that all before it have", () => {
  assertEquals(numbersThatOvertake(), ["k000", "k001", "k002"]);
  assertEquals(numbersThatOvertake(bugs["the newest first"]!.change), ["k002"]);
});

/** A newcomer learns from node 1 of an origin with many updates, and of one with a single update: in which answer that comes. */
function fewAmongMany(order: Settings["order"]): number {
  const many = savedOf(0, letters(50)), few = savedOf(1, [["few", "v"]]);
  const stage = nodes([[...many, ...few], []], { way: "versions", messageBytes: 100, order });
  begin(stage, 1, 0);
  for (let answers = 1;; answers++) {
    stage.deliver(of("summary"));
    stage.deliver(of("delta"));
    if (keysOf(stage, 1).includes("few")) return answers;
  }
}

Deno.test("chitchat 119: a node with few updates does not wait for one with many", () => {
  assertEquals(fewAmongMany("breadth"), 1);
  // As the paper has it, and the reason for the other order.
  assert(fewAmongMany("depth") > 10);
});

/** Node 0 has written a key many times, and others before and after: what node 1 has after a repair. */
function manySuperseded(): string[] {
  const same = Array.from({ length: 200 }, (_, i): [string, string] => ["same", `${i}`]);
  const writes: [string, string][] = [["first", "v"], ...same, ["last", "v"], ["same", "end"]];
  const saved = savedOf(0, [...writes, ["again", "1"], ["again", "2"]]);
  const stage = nodes([saved, []], { way: "versions", messageBytes: 50 });
  repair(stage, 1, 0);
  return keysOf(stage, 1);
}

Deno.test("corrosion 43: numbers that were superseded in the middle do not hide what comes after them", () => {
  assertEquals(manySuperseded(), ["again", "first", "last", "same"]);
});

/** The last update of node 0 has been superseded by node 1; node 2 learns of all from node 1. */
function highestIsGone(change: Change = {}): number[] {
  const stage = nodes([savedOf(0, [["a", "1"], ["b", "2"]]), [], []], { way: "versions" }, change);
  repair(stage, 1, 0);
  stage.ask(1, 10, write("b", "3"));
  repair(stage, 2, 1);
  return [1, 2].map((node) => stateOf(stage, node).seen.get(0)!);
}

Deno.test("chitchat 194: what has been seen may be more than the highest number that is there", () => {
  assertEquals(highestIsGone(), [2, 2]);
  assertEquals(highestIsGone(bugs["superseded updates count as missing"]!.change), [2, 1]);
});

Deno.test("chitchat 129: a delta that comes late makes no hole, and undoes nothing", () => {
  const stage = nodes([savedOf(0, letters(3)), []], { way: "versions" });
  begin(stage, 0, 1);
  stage.deliver((letter) => letter.message.type !== "give");
  const [late] = stage.hold(of("give"));
  stage.fire(0, "patience");
  stage.ask(0, 10, write("k000", "new"));
  repair(stage, 0, 1);
  const before = structuredClone(stateOf(stage, 1));
  stage.hand(late!);
  assertEquals(stateOf(stage, 1), before);
});
