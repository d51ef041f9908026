/** Several groups of one protocol in each node, made with `nested`. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exploreProtocol } from "../check/explore/protocol.ts";
import { World } from "../sim/world.ts";
import { nested } from "./nested.ts";
import type { From, Io, Key, Protocol, Tagged } from "./protocol.ts";
import { step } from "./step.ts";
import type { StepEvent } from "./step_effect.ts";
import { keyOf } from "./timer_key.ts";

/** What a protocol in a group sends. */
interface Grouped<M> {
  readonly type: "group";
  readonly group: Key;
  readonly message: M;
}

/** Several instances of one protocol in each node, told apart by a tag on all that they ask for. */
function grouped<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  groups: readonly Key[],
): Protocol<
  Map<Key, S>,
  Grouped<M>,
  T & { readonly key: Key },
  { readonly group: Key; readonly record: R }
> {
  type Outer = Io<
    Grouped<M>,
    T & { readonly key: Key },
    { readonly group: Key; readonly record: R }
  >;
  const within = (io: Outer, group: Key) =>
    nested<M, T, R>(io, {
      send: (to, message) => io.send(to, { type: "group", group, message }),
      wait: (delayMs, timer) => io.wait(delayMs, { ...timer, key: group }),
      cancel: (type) => io.cancel(type, group),
      save: (record) => io.save({ group, record }),
    });
  const recordsOf = (journal: readonly { group: Key; record: R }[], group: Key) =>
    journal.filter((each) => each.group === group).map(({ record }) => record);
  type Any = Record<string, (state: S, event: Tagged, io: Io<M, T, R>) => void>;
  const upon = protocol.upon as unknown as Any, after = (protocol.after ?? {}) as unknown as Any;
  return {
    start: (io, journal) =>
      new Map(groups.map((group) => [
        group,
        protocol.start(within(io, group), recordsOf(journal, group)),
      ])),
    upon: {
      group(s, { group, message, from }, io) {
        const event: Tagged & From = { ...message, from };
        upon[message.type]!(s.get(group)!, event, within(io, group));
      },
    },
    after: Object.fromEntries(
      Object.keys(after).map((type) => [
        type,
        (s: Map<Key, S>, { key, ...timer }: Tagged & { key: Key }, io: Outer) =>
          after[type]!(s.get(key)!, timer, within(io, key)),
      ]),
    ) as never,
    compact: (journal) =>
      groups.flatMap((group) => {
        const records = recordsOf(journal, group);
        const compacted = protocol.compact ? protocol.compact(records) : records.slice(-1);
        return compacted.map((record) => ({ group, record }));
      }),
  };
}

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
