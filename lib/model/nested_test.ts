import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exploreProtocol } from "../check/explore/protocol.ts";
import { restless, SPAN_MS, worlds } from "../sim/world_arbitrary_test.ts";
import { World } from "../sim/world.ts";
import { nested, wrapped } from "./nested.ts";
import type { From, Io, Key, NodeId, Protocol, Tagged } from "./protocol.ts";
import { step } from "./step.ts";
import type { StepEvent } from "./step_effect.ts";
import { keyOf } from "./timer_key.ts";

Deno.test("an adapter that changes nothing changes no run", () => {
  const same = wrapped(restless, (io) => nested(io, {}));
  fc.assert(
    fc.property(worlds, (options) => {
      const digests = [restless, same].map((protocol) => {
        const world = new World({ ...options, protocol });
        world.run(2 * SPAN_MS);
        return world.digest();
      });
      assertEquals(digests[0], digests[1]);
    }),
    { seed: 4, numRuns: 100 },
  );
});

Deno.test("a wrapped protocol keeps its handlers, its compaction, and what it lacks", () => {
  type Never = { readonly type: "never" };
  const bare: Protocol<null, Never> = { start: () => null, upon: { never() {} } };
  assertEquals(Object.keys(wrapped(bare, (io) => io)), ["start", "upon"]);
  const folding = { ...bare, after: {}, compact: () => [7] } as Protocol<
    null,
    Never,
    never,
    number
  >;
  const same = wrapped(folding, (io) => io);
  assertEquals(Object.keys(same).sort(), ["after", "compact", "start", "upon"]);
  assertEquals(same.compact!([1, 2]), [7]);
});

Deno.test("each thing that a protocol asks for can be changed, and only that", () => {
  type All = Io<{ type: "m" }, { type: "t" }, string>;
  const seen: unknown[] = [];
  const note = (name: string) => (...given: unknown[]) => void seen.push([name, ...given]);
  const outer: All = {
    self: 1,
    peers: [0, 1],
    now: () => 5,
    choose: (n) => n - 1,
    send: note("send"),
    answer: note("answer"),
    wait: note("wait"),
    cancel: note("cancel"),
    save: note("save"),
  };
  const changes: Partial<All>[] = [
    {},
    { self: 0 },
    { peers: [0] },
    { now: () => 6 },
    { choose: () => 0 },
    { send: note("sent") },
    { answer: note("answered") },
    { wait: note("waited") },
    { cancel: note("cancelled") },
    { save: note("saved") },
  ];
  const told = changes.map((own) => {
    seen.length = 0;
    const io = nested(outer, own);
    io.send(0, { type: "m" });
    io.answer(2, "a");
    io.wait(3, { type: "t" });
    io.cancel("t", 4);
    io.save("r");
    return [io.self, io.peers.length, io.now(), io.choose(9), ...seen.map(String)];
  });
  const plain = [1, 2, 5, 8, "send,0,[object Object]", "answer,2,a", "wait,3,[object Object]"];
  assertEquals(told[0], [...plain, "cancel,t,4", "save,r"]);
  told.slice(1).forEach((each, place) => {
    const differing = each.flatMap((item, i) => item === told[0]![i] ? [] : [i]);
    assertEquals(differing, [place]);
  });
});

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

type Parcel =
  /** A node → another: this message, until it is acknowledged. */
  | { readonly type: "data"; readonly number: number; readonly message: Tagged }
  /** The receiver → the sender. */
  | { readonly type: "ack"; readonly number: number };

interface Link<S> {
  readonly inner: S;
  sent: number;
  /** What is not acknowledged yet, by its number. */
  readonly open: Map<number, { readonly to: NodeId; readonly message: Tagged }>;
  /** What has come already, as "from number". */
  readonly seen: Set<string>;
}

/** Links that resend until they are acknowledged, and deliver once, under any protocol. */
function reliable<S, M extends Tagged>(
  protocol: Protocol<S, M>,
): Protocol<Link<S>, Parcel, { readonly type: "resend"; readonly key: number }> {
  type Outer = Io<Parcel, { readonly type: "resend"; readonly key: number }>;
  const post = (s: Omit<Link<S>, "inner">, io: Outer, to: NodeId, message: Tagged) => {
    const number = ++s.sent;
    s.open.set(number, { to, message });
    io.send(to, { type: "data", number, message });
    io.wait(10, { type: "resend", key: number });
  };
  const over = (s: Omit<Link<S>, "inner">, io: Outer) =>
    nested<M, never, never>(io, {
      send: (to, message) => post(s, io, to, message),
      wait() {},
      cancel() {},
      save() {},
    });
  return {
    start(io) {
      const s = { sent: 0, open: new Map(), seen: new Set<string>() };
      const inner = protocol.start(over(s, io), []);
      return { inner, ...s };
    },
    upon: {
      data(s, { from, number, message }, io) {
        io.send(from, { type: "ack", number });
        if (s.seen.has(`${from} ${number}`)) return;
        s.seen.add(`${from} ${number}`);
        const upon = protocol.upon as unknown as Record<
          string,
          (state: S, event: Tagged & From, io: Io<M>) => void
        >;
        upon[message.type]!(s.inner, { ...message, from }, over(s, io));
      },
      ack(s, { number }, io) {
        s.open.delete(number);
        io.cancel("resend", number);
      },
    },
    after: {
      resend(s, { key: number }, io) {
        const { to, message } = s.open.get(number)!;
        io.send(to, { type: "data", number, message });
        io.wait(10, { type: "resend", key: number });
      },
    },
  };
}

Deno.test("over links that resend, a protocol that trusts its network works on one that loses", () => {
  type Ball = { readonly type: "ball"; readonly bounces: number };
  const pingPong: Protocol<{ seen: number[] }, Ball> = {
    start(io) {
      for (const first of [1, 2, 3]) {
        if (io.self === 0) io.send(1, { type: "ball", bounces: first });
      }
      return { seen: [] };
    },
    upon: {
      ball(s, { from, bounces }, io) {
        s.seen.push(bounces);
        if (bounces > 0) io.send(from, { type: "ball", bounces: bounces - 1 });
      },
    },
  };
  const network = { loss: 0.4, duplication: 0.3 };
  const options = { nodes: 2, seed: 3, network };
  const links = new World({ ...options, protocol: reliable(pingPong) });
  links.run(2000);
  const seen = links.states.flatMap((each) => each!.inner.seen).sort();
  assertEquals(seen, [0, 0, 0, 1, 1, 1, 2, 2, 3]);
  assertEquals(links.states.map((each) => each!.open.size), [0, 0]);
  const bare = new World({ ...options, protocol: pingPong });
  bare.run(2000);
  assert(bare.states.flatMap((each) => each!.seen).length !== seen.length);
});

Deno.test("an outer protocol can take for itself what an inner one answers, as reads over a log do", () => {
  type Ask = { readonly type: "append"; readonly value: number };
  type Read = { readonly type: "sum" };
  const log: Protocol<number[], Ask> = {
    start: () => [],
    upon: {
      append(s, { value, from }, io) {
        s.push(value);
        io.answer(from, s.length);
      },
    },
  };
  /** A read is answered when a marker that it appended has its place; the markers are not counted. */
  const reads: Protocol<number[], Ask | Read> = {
    start: (io, journal) => log.start(io, journal),
    upon: {
      append: (s, event, io) => log.upon.append(s, event, io),
      sum(s, { from }, io) {
        const place = nested(io, {
          answer: (client, length) =>
            io.answer(client, [s.reduce((sum, each) => sum + each, 0), length]),
        });
        log.upon.append(s, { type: "append", value: 0, from }, place);
      },
    },
  };
  const inputs: (Ask | Read)[] = [
    { type: "append", value: 2 },
    { type: "append", value: 3 },
    { type: "sum" },
  ];
  const world = new World({
    protocol: reads,
    nodes: 1,
    seed: 1,
    clients: {
      workload: [inputs.map((input) => ({ input }))],
      ask: (input) => input as Ask | Read,
    },
  });
  world.run(50);
  assertEquals(world.history.map(({ output }) => output), [1, 2, [5, 3]]);
});
