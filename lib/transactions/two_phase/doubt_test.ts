import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Operations } from "../operation.ts";
import { recovered } from "./journal.ts";
import type { Message, Saved } from "./messages.ts";
import type { Settings } from "./settings.ts";
import { applications } from "./storms/work.ts";
import { twoPhase } from "./two_phase.ts";

const both: Operations = ["a", "x"].map((key) => ({ type: "write", key, value: 7 }));

/**
 * Node 2 has everything locked after 2 ms and votes after 4, decides, and crashes at this time for good; from its first
 * decision on, nothing that it sends to participant 1 arrives.
 */
function afterCrash(at: number, settings: Partial<Settings> = {}) {
  const world = new World({
    protocol: twoPhase(settings),
    nodes: 3,
    network: { latency: constant(1) },
    clients: applications([[{ input: both }]], 3),
    faults: [
      { kind: "crash", at, node: 2 },
      { kind: "lose", from: 2, to: 1, nth: 3 },
    ],
    seed: 1,
  });
  world.run(3000);
  const [left, right] = world.snapshot().states;
  return [left, right].map((s) => [...s!.visits.values()].length > 0 ? "in doubt" : s!.values.size);
}

Deno.test("whoever is in doubt when the coordinator is gone is told by a participant that knows", () => {
  assertEquals(afterCrash(4.5), [1, 1]);
  assertEquals(afterCrash(4.5, { isCooperative: false }), [1, "in doubt"]);
});

Deno.test("where all that are left are in doubt, they are blocked", () => {
  assertEquals(afterCrash(3.5), ["in doubt", "in doubt"]);
});

Deno.test("where nobody has promised anything, the participants abort by themselves", () => {
  assertEquals(afterCrash(1.5), [0, 0]);
});

const protocol = twoPhase(), name = "2.1.1", session = "1.1";
const promised: Saved = {
  type: "prepared",
  name,
  session,
  age: [0, 2, 1, 1],
  writes: [["a", 1]],
  others: [[1, "1.4"]],
};
const at = { self: 0, nodes: 3 } as const;

/** What a participant that has promised answers, and whether it has promised still. */
function told(message: Message, from = 2) {
  const s = recovered([{ type: "life", life: 1 }, promised]);
  const { state, effects } = step(protocol, s, { kind: "message", from, message }, at);
  const sent = effects.flatMap((effect) => effect.kind === "send" ? [effect.message.type] : []);
  return [sent, state.visits.has(name), state.values.size];
}

Deno.test("a participant that has promised goes by what is decided of its visit, and by nothing else", () => {
  const decide = { type: "decide", name, decision: "commit", session } as const;
  assertEquals(told(decide), [["done"], false, 1]);
  assertEquals(told({ ...decide, decision: "abort" }), [[], false, 0]);
  // The answer to what it asked before it promised, which has been late.
  assertEquals(told({ ...decide, decision: "abort", session: null }), [[], true, 0]);
  assertEquals(told({ ...decide, session: "1.9" }), [["done"], true, 0]);
  assertEquals(told({ type: "consult", name, session, asking: "1.4" }, 1), [[], true, 0]);
});

Deno.test("a participant that has not voted aborts when another one is in doubt", () => {
  const lock: Message = {
    type: "lock",
    name,
    session: null,
    age: [0, 2, 1, 1],
    step: 0,
    wanted: [{ interval: { from: "a", to: "b" }, mode: "exclusive" }],
  };
  const s = recovered([{ type: "life", life: 1 }]);
  const here = step(protocol, s, { kind: "message", from: 2, message: lock }, at).state;
  const message: Message = { type: "consult", name, session, asking: "1.4" };
  const { state, effects } = step(protocol, here, { kind: "message", from: 1, message }, at);
  assertEquals(state.visits.size + state.table.intervals.length, 0);
  assertEquals(effects.at(-1), {
    kind: "send",
    to: 1,
    message: { type: "decide", name, session: "1.4", decision: "abort" },
  });
});
