import { assertEquals } from "@std/assert";
import { step } from "../../../model/step.ts";
import type { StepEvent } from "../../../model/step_effect.ts";
import { certificates, type State } from "./certificates.ts";
import type { Item, Message, Saved, Timer } from "./messages.ts";

const SETTINGS = { phaseMs: 1, activeMs: 100, dormantMs: 1000, sites: 1 };

/** One node of two, by hand, with all that it has saved. */
function node(self: number) {
  const protocol = certificates(SETTINGS), journal: Saved[] = [];
  let state: State | undefined;
  const run = (event: StepEvent<Message, Timer, Saved>, now: number) => {
    const stepped = step(protocol, state, event, { self, nodes: 2, now });
    state = stepped.state;
    for (const effect of stepped.effects) if (effect.kind === "save") journal.push(effect.record);
    return stepped.effects.flatMap((effect) =>
      effect.kind === "send" && "items" in effect.message ? [...effect.message.items] : []
    );
  };
  run({ kind: "start", journal: [] }, 0);
  return {
    hear: (message: Message, now: number) => run({ kind: "message", from: 1 - self, message }, now),
    round: (now: number) => run({ kind: "timer", timer: { type: "round" } }, now),
    /** It crashes, and starts from what it saved, as compact as can be. */
    restart(now: number) {
      run({ kind: "start", journal: protocol.compact!(journal) }, now);
    },
    get items() {
      return [...state!.items.values()];
    },
    get asleep() {
      return [...state!.dormant.values()];
    },
  };
}

const value = (time: number, text = "1"): Item => ({
  key: "x",
  value: text,
  stamp: { time, node: 0 },
  activated: time,
  sites: [],
});
const certificate = (time: number, sites: number[]): Item => ({
  ...value(time),
  value: null,
  sites,
});
const offer = (...items: Item[]): Message => ({ type: "offer", items });

Deno.test("certificates: a removal kills what is older, and what was written later lives", () => {
  const it = node(1);
  it.hear(offer(value(10)), 10);
  it.hear(offer(certificate(20, [])), 20);
  assertEquals(it.hear(offer(value(10)), 21), [certificate(20, [])]);
  it.hear(offer(value(30, "2")), 30);
  assertEquals(it.items, [value(30, "2")]);
});

Deno.test("certificates: they are dropped after their time, and sleep where they are retained", () => {
  const drops = node(1), retains = node(0);
  for (const it of [drops, retains]) {
    it.hear(offer(certificate(20, [0])), 20);
    it.round(119);
    assertEquals([it.items.length, it.asleep.length], [1, 0]);
    it.round(120);
  }
  assertEquals([drops.items.length, drops.asleep.length], [0, 0]);
  assertEquals([retains.items.length, retains.asleep.length], [0, 1]);
  retains.round(1119);
  assertEquals(retains.asleep.length, 1);
  retains.round(1120);
  assertEquals(retains.asleep.length, 0);
});

Deno.test("certificates: one that sleeps awakes when it meets what should be dead, with its old stamp", () => {
  const it = node(0);
  it.hear(offer(certificate(20, [0])), 20);
  it.round(120);
  const awake = { ...certificate(20, [0]), activated: 500 };
  assertEquals(it.hear(offer(value(10)), 500), [awake]);
  assertEquals([it.items, it.asleep], [[awake], []]);
  // What was written after the removal does not die of it.
  it.hear(offer(value(300, "2")), 501);
  assertEquals(it.items, [value(300, "2")]);
});

Deno.test("certificates: one whose time is over is not taken in where there is nothing for it to do", () => {
  const it = node(1);
  it.hear(offer(certificate(20, [0])), 120);
  assertEquals(it.items, []);
  it.hear(offer(value(10)), 121);
  it.hear(offer(certificate(20, [0])), 122);
  assertEquals(it.items, [certificate(20, [0])]);
});

Deno.test("certificates: what a node has, and what sleeps at it, survives a crash", () => {
  const it = node(0);
  it.hear(offer(value(10), { ...certificate(20, [0]), key: "y" }), 20);
  it.hear(offer({ ...certificate(20, [1]), key: "z" }), 20);
  it.round(130);
  it.restart(131);
  assertEquals([it.items.map(({ key }) => key), it.asleep.map(({ key }) => key)], [["x"], ["y"]]);
});
