/** Several groups of one protocol in each node, made with `nested`. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exploreProtocol } from "../check/explore/protocol.ts";
import { bare } from "../replicated/requests.ts";
import { invariants } from "../consensus/raft/invariants.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { Message, Timer } from "../consensus/raft/messages.ts";
import { raft } from "../consensus/raft/raft.ts";
import { listMachine } from "../replicated/state_machine/list.ts";
import type { State } from "../consensus/raft/state.ts";
import { World } from "../sim/world.ts";
import { grouped } from "./grouped_test.ts";
import type { Invariant } from "./invariant.ts";
import { uniform } from "./latency.ts";
import type { Key, Protocol, Tagged } from "./protocol.ts";
import { step } from "./step.ts";
import type { StepEvent } from "./step_effect.ts";
import { keyOf } from "./timer_key.ts";

interface Relay {
  /** How far each node has counted, as this one knows. */
  readonly counts: number[];
  /** How often the alarm went off since the last message. */
  alarms: number;
}

type Count = { readonly type: "count"; readonly count: number }; // each node → all others
type Clock = { readonly type: "beat" } | { readonly type: "alarm" };

/** Counts and tells; an alarm goes off when nobody was heard of for long. Draws nothing. */
function counting(periodMs: number): Protocol<Relay, Count, Clock, Relay> {
  return {
    start(io, journal) {
      io.wait(periodMs, { type: "beat" });
      io.wait(7, { type: "alarm" });
      return journal.at(-1) ?? { counts: io.peers.map(() => 0), alarms: 0 };
    },
    upon: {
      count(s, { from, count }, io) {
        s.counts[from] = count;
        if (count % 3 === 0) io.cancel("alarm");
        else io.wait(7, { type: "alarm" });
        if (count % 2 === 0) io.save(s);
      },
    },
    after: {
      beat(s, _, io) {
        s.counts[io.self]!++;
        const message = { type: "count", count: s.counts[io.self]! } as const;
        for (const peer of io.peers) if (peer !== io.self) io.send(peer, message);
        io.wait(periodMs, { type: "beat" });
      },
      alarm: (s) => void s.alarms++,
    },
  };
}

Deno.test("a step of one group is the step of that protocol alone, and leaves the others as they are", () => {
  const one = counting(5), both = grouped(one, ["a", 1]);
  const counts = fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 3 });
  const state = fc.record({ counts, alarms: fc.nat({ max: 3 }) }, {
    noNullPrototype: true,
  });
  const event: fc.Arbitrary<StepEvent<Count, Clock, Relay>> = fc.oneof(
    fc.nat({ max: 9 }).map((count) => ({
      kind: "message" as const,
      from: 2,
      message: { type: "count" as const, count },
    })),
    fc.constantFrom("beat" as const, "alarm" as const).map((type) => ({
      kind: "timer" as const,
      timer: { type },
    })),
  );
  fc.assert(
    fc.property(state, state, event, fc.constantFrom<Key>("a", 1), (a, b, happens, group) => {
      const at = { self: 1, nodes: 3 };
      const alone = step(one, group === "a" ? a : b, happens, at);
      const wrappedEvent = happens.kind === "message"
        ? { ...happens, message: { type: "group" as const, group, message: happens.message } }
        : { kind: "timer" as const, timer: { ...(happens as { timer: Clock }).timer, key: group } };
      const together = step(both, new Map<Key, Relay>([["a", a], [1, b]]), wrappedEvent, at);
      assertEquals(together.state.get(group), alone.state);
      const other = group === "a" ? 1 : "a";
      assertEquals(together.state.get(other), group === "a" ? b : a);
      const unwrapped = together.effects.map((effect) => {
        if (effect.kind === "send") return { ...effect, message: effect.message.message };
        if (effect.kind === "save") return { ...effect, record: effect.record.record };
        if (effect.kind === "wait") {
          const { key: _, ...timer } = effect.timer;
          return { ...effect, timer };
        }
        assert(effect.kind !== "cancel" || effect.key === group);
        return effect.kind === "cancel" ? { kind: "cancel", type: effect.type } : effect;
      });
      assertEquals<unknown>(unwrapped, alone.effects);
    }),
    { seed: 5 },
  );
});

Deno.test("two groups of one node behave as two runs of their own, crashes included", () => {
  const faults = [
    { kind: "crash", at: 21, node: 1, downMs: 8 },
    { kind: "partition", at: 37, forMs: 15, sides: [[0], [1, 2]] },
    { kind: "pause", at: 61, node: 2, forMs: 5 },
  ] as const;
  const options = { nodes: 3, seed: 1, faults };
  const one = counting(5);
  const alone = new World({ ...options, protocol: one });
  const both = new World({ ...options, protocol: grouped(one, ["a", "b"]) });
  for (let ms = 0; ms < 100; ms++) {
    alone.run(1);
    both.run(1);
    for (const group of ["a", "b"]) {
      assertEquals(both.states.map((each) => each?.get(group)), alone.states);
    }
  }
  assertEquals(alone.states.every((each) => each!.counts.every((count) => count > 10)), true);
  const timers = (world: { trace: World<Relay, Count, Clock>["trace"] }, group?: Key) =>
    world.trace.flatMap((event) => {
      if (event.kind !== "timer") return [];
      const timer = event.timer as Tagged;
      return keyOf(timer) === group ? [`${event.at} ${event.node} ${timer.type}`] : [];
    });
  assert(timers(alone).some((each) => each.endsWith("alarm")));
  assertEquals(timers(both, "a"), timers(alone));
  assertEquals(timers(both, "b"), timers(alone));
});

Deno.test("the explorer finds as many states of two groups as the two have together", () => {
  const alone: Protocol<number, Count, Clock> = {
    start(io) {
      io.wait(1, { type: "beat" });
      io.wait(1, { type: "alarm" });
      return 0;
    },
    upon: { count: (s) => void s },
    after: { beat() {}, alarm: (_, __, io) => io.cancel("beat") },
  };
  const unique = (groups: readonly Key[]) =>
    exploreProtocol({ name: "groups", protocol: grouped(alone, groups), nodes: 1 }).unique;
  // Both are pending, beat has fired, or none is pending: alarm stops beat.
  assertEquals(unique(["a"]), 3);
  assertEquals(unique(["a", "b"]), 9);
});

Deno.test("two groups of Raft in the same three nodes have a leader, a log and crashes each", () => {
  type Groups = Map<Key, State<unknown[]>>;
  const groups = ["a", "b"];
  const protocol = grouped<State<unknown[]>, Message, Timer, Saved>(
    raft<unknown[], unknown, unknown>({ machine: listMachine, snapshotEvery: 4 }),
    groups,
  );
  /** What holds of one Raft holds of each group. */
  const ofGroups: Invariant<Groups>[] = groups.flatMap((group) =>
    invariants<unknown[]>().map((invariant) => ({
      ...invariant,
      name: `${group}: ${invariant.name}`,
      check: (snapshot, memory) =>
        invariant.check(
          { ...snapshot, states: snapshot.states.map((each) => each?.get(group)) },
          memory,
        ),
    }))
  );
  const world = new World({
    protocol,
    nodes: 3,
    seed: 4,
    trace: "none",
    network: { latency: uniform(1, 5), loss: 0.05, duplication: 0.05 },
    invariants: ofGroups,
  });
  world.run(1000);
  for (const [place, command] of [..."abcdef"].entries()) {
    for (const group of groups) {
      const leader = world.states.findIndex((each) => each?.get(group)?.role === "leader");
      world.tell(leader, { type: "group", group, message: bare(`${group}${command}`) });
    }
    if (place === 3) {
      for (const node of [0, 1, 2]) world.inject({ kind: "crash", at: 0, node, downMs: 10 });
    }
    world.run(1000);
  }
  world.run(1000);
  assertEquals(world.violation, undefined);
  for (const group of groups) {
    const machines = world.states.map((each) => each!.get(group)!.machine.join(" "));
    assertEquals(new Set(machines).size, 1);
    // What was asked in the moment of the crash may be lost; nothing of the other group is there.
    const others = [..."abcef"].map((command) => `${group}${command}`);
    assertEquals(machines[0]!.split(" ").filter((each) => each !== `${group}d`), others);
  }
});
