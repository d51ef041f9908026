import { assert, assertEquals, assertThrows } from "@std/assert";
import { step } from "../../../model/step.ts";
import { exponential, uniform } from "../../../model/latency.ts";
import { World } from "../../../sim/world.ts";
import type { StepEvent } from "../../../model/step_effect.ts";
import { chen } from "../estimators/chen.ts";
import { fixed } from "../estimators/fixed.ts";
import { heartbeat } from "./heartbeat.ts";
import type { Message, Saved, State, Timer } from "./messages.ts";
import { watchedBy, watchersOf } from "./settings.ts";

const protocol = heartbeat({ periodMs: 100, estimator: fixed(250) });
const place = { self: 0, nodes: 2 } as const;

/** Node 0 of two, which has just been born. */
const born = () => step(protocol, undefined, { kind: "start", journal: [] }, place);

/** A heartbeat of node 1 comes. */
const hear = (state: State, incarnation: number, sequence: number, now = 0) =>
  step(protocol, state, {
    kind: "message",
    from: 1,
    message: { type: "heartbeat", incarnation, sequence },
  }, { ...place, now });

Deno.test("heartbeat: a node saves its life, waits for the others, and beats at once", () => {
  assertEquals(born().effects, [
    { kind: "save", record: { incarnation: 1 } },
    { kind: "wait", delayMs: 250, timer: { type: "expire", key: 1 } },
    { kind: "send", to: 1, message: { type: "heartbeat", incarnation: 1, sequence: 1 } },
    { kind: "wait", delayMs: 100, timer: { type: "beat" } },
  ]);
  const journal = [{ incarnation: 4 }];
  assertEquals(step(protocol, undefined, { kind: "start", journal }, place).state.incarnation, 5);
});

Deno.test("heartbeat: a heartbeat starts the timer anew, and one that is not news does nothing", () => {
  const first = hear(born().state, 1, 2, 30);
  assertEquals(first.effects, [
    { kind: "wait", delayMs: 250, timer: { type: "expire", key: 1 } },
  ]);
  for (const [incarnation, sequence] of [[1, 2], [1, 1], [0, 9]] as const) {
    const again = hear(first.state, incarnation, sequence, 60);
    assertEquals([again.effects, again.state], [[], first.state]);
  }
});

Deno.test("heartbeat: who is overdue is suspected, and trusted at the next heartbeat, also of another life", () => {
  const expire = { kind: "timer", timer: { type: "expire", key: 1 } } as const;
  const silent = step(protocol, hear(born().state, 1, 7).state, expire, place);
  assertEquals([...silent.state.suspected], [1]);
  assertEquals([...hear(silent.state, 1, 7).state.suspected], [1]);
  assertEquals([...hear(silent.state, 1, 8).state.suspected], []);
  assertEquals([...hear(silent.state, 2, 1).state.suspected], []);
});

Deno.test("heartbeat: in a ring each node is watched by the next ones, and watches as many before it", () => {
  assertEquals(watchersOf(3, 5, 2), [4, 0]);
  assertEquals(watchedBy(0, 5, 2), [4, 3]);
  for (let node = 0; node < 7; node++) {
    for (const watchers of [1, 3, Infinity]) {
      for (const watcher of watchersOf(node, 7, watchers)) {
        assert(watchedBy(watcher, 7, watchers).includes(node));
      }
      assertEquals(watchedBy(node, 7, watchers).length, Math.min(watchers, 6));
    }
  }
});

Deno.test("heartbeat: a node alone has nobody to watch, and goes on", () => {
  const world = new World({ protocol, nodes: 1, seed: 1 });
  world.run(1000);
  assertEquals(world.messages, 0);
  assertEquals(world.violation, undefined);
});

Deno.test("heartbeat: a thousand nodes in a ring suspect the one that crashes, and nobody else", () => {
  const ring = heartbeat({ periodMs: 100, watchers: 3, estimator: fixed(300) });
  const network = { latency: uniform(1, 20) };
  const faults = [{ kind: "crash", at: 450, node: 500 }] as const;
  const world = new World({ protocol: ring, nodes: 1000, network, faults, seed: 1, trace: "none" });
  world.run(1000);
  const pairs = world.states.flatMap((s, by) => [...s?.suspected ?? []].map((of) => [by, of]));
  assertEquals(pairs, [[501, 500], [502, 500], [503, 500]]);
});

Deno.test("heartbeat: on a network without any bound, some live node is suspected at some time", () => {
  const network = { latency: exponential(1, 150) };
  const world = new World({ protocol, nodes: 3, network, seed: 1, trace: "none" });
  assert(world.run(60_000, ({ states }) => states.some((s) => s!.suspected.size > 0)));
  assert(world.now < 60_000);
});

Deno.test("heartbeat: settings that make no sense are refused", () => {
  assertThrows(
    () => heartbeat({ periodMs: 0 }),
    RangeError,
    "periodMs must be finite and more than 0: given 0",
  );
  assertThrows(() => heartbeat({ watchers: 0 }), RangeError, "given 0");
  assertThrows(() => heartbeat({ watchers: 1.5 }), RangeError, "given 1.5");
});

Deno.test("heartbeat: one that is so late that the next is overdue when it comes leaves its sender suspected, or makes it so", () => {
  // The second comes 800 ms late, and by the average of both the third was expected at 650.
  const late = heartbeat({ periodMs: 100, estimator: chen({ periodMs: 100, marginMs: 50 }) });
  for (const isSuspected of [false, true]) {
    let { state } = step(late, undefined, { kind: "start", journal: [] }, place);
    const next = (event: StepEvent<Message, Timer, Saved>, now: number) => {
      const taken = step(late, state, event, { ...place, now });
      state = taken.state;
      return taken.effects;
    };
    const beat = (sequence: number) =>
      ({
        kind: "message",
        from: 1,
        message: { type: "heartbeat", incarnation: 1, sequence },
      }) as const;
    next(beat(1), 0);
    if (isSuspected) next({ kind: "timer", timer: { type: "expire", key: 1 } }, 150);
    assertEquals(next(beat(2), 900), [{ kind: "cancel", type: "expire", key: 1 }]);
    assertEquals([...state.suspected], [1]);
    const [wait] = next(beat(10), 901);
    assertEquals([wait?.kind, [...state.suspected]], ["wait", []]);
  }
});
