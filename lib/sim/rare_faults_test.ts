/** Faults that real bugs needed: very late copies, clocks that go wrong, disks that are wiped. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Protocol } from "../model/protocol.ts";
import { schedules } from "./arbitrary.ts";
import { scheduleOf } from "./chance.ts";
import { Clock } from "./clock.ts";
import type { Fault } from "./fault.ts";
import { constant, uniform } from "./latency.ts";
import { ofKind } from "./noter_test.ts";
import type { NetworkOptions } from "./network_options.ts";
import { SPAN_MS, worlds } from "./world_arbitrary_test.ts";
import { World } from "./world.ts";

type Message = { readonly type: "tick"; readonly count: number };
type Timer = { readonly type: "beat" };

interface State {
  /** What has arrived, and what the clock showed then. */
  readonly seen: [count: number, now: number][];
  /** How often it has started, by its journal. */
  readonly lives: number;
}

/** Node 0 sends 1, 2, … to node 1 every 10 ms of its clock; both save their lives. */
const ticking: Protocol<State, Message, Timer, number> = {
  start(io, journal) {
    const lives = (journal.at(-1) ?? 0) + 1;
    io.save(lives);
    if (io.self === 0) io.wait(10, { type: "beat" });
    return { seen: [], lives };
  },
  upon: {
    tick: (s, { count }, io) => void s.seen.push([count, io.now()]),
  },
  after: {
    beat(s, _, io) {
      s.seen.push([s.seen.length + 1, io.now()]);
      io.send(1, { type: "tick", count: s.seen.length });
      io.wait(10, { type: "beat" });
    },
  },
};

function world(faults: readonly Fault[], network: NetworkOptions = { latency: constant(2) }) {
  return new World({ protocol: ticking, nodes: 2, seed: 1, faults, network });
}

/** What node 1 has heard by 60 ms, as "count@time". */
function heard(faults: readonly Fault[], network?: NetworkOptions): string[] {
  const w = world(faults, network);
  w.run(60);
  return ofKind(w.trace, "deliver").map(({ at, body }) => `${(body as Message).count}@${at}`);
}

const late: Fault = { kind: "late", at: 15, forMs: 20, from: 0, to: 1, latencyMs: 25 };

Deno.test("of what is sent while a link keeps copies, each comes once more, much later", () => {
  assertEquals(heard([late]), ["1@12", "2@22", "3@32", "4@42", "2@45", "5@52", "3@55"]);
  assertEquals(heard([{ ...late, from: 1, to: 0 }]), ["1@12", "2@22", "3@32", "4@42", "5@52"]);
});

Deno.test("a late copy is heard by a node that has restarted since, and none comes of what was lost", () => {
  const crash: Fault = { kind: "crash", at: 40, node: 1, downMs: 3 };
  const w = world([late, crash, { kind: "lose", from: 0, to: 1, nth: 3 }]);
  w.run(60);
  assertEquals(w.states[1], { seen: [[2, 45], [5, 52]], lives: 2 });
});

Deno.test("a recorded run with late copies happens again, each copy a fault of its own", () => {
  const found = world([late]);
  found.run(60);
  const faults = scheduleOf(found.trace, 2, [late]);
  assertEquals(
    faults,
    [2, 3].map((nth) => ({ kind: "duplicate", from: 0, to: 1, nth, latencyMs: 25 })),
  );
  assertEquals(heard(faults), heard([late]));
});

Deno.test("a network may make copies that take far longer than messages", () => {
  const network = { latency: constant(2), duplication: 1, copyLatency: constant(30) };
  assertEquals(heard([], network), [
    "1@12",
    "2@22",
    "3@32",
    "1@40",
    "4@42",
    "2@50",
    "5@52",
    "3@60",
  ]);
  const drawn = { duplication: 1, latency: uniform(1, 2), copyLatency: uniform(100, 200) };
  const w = world([], drawn);
  w.run(1000);
  const sent = ofKind(w.trace, "send");
  const copies = sent.filter((event) => event.copyOf !== undefined);
  assertEquals(copies.length, sent.length / 2);
  assert(copies.every(({ latencyMs }) => latencyMs >= 100 && latencyMs <= 200));
});

Deno.test("a clock that begins to drift goes on from what it shows, and times timers by its new rate", () => {
  const w = world([{ kind: "drift", at: 15, node: 0, driftPpm: 1e6 }]);
  w.run(41);
  // The timer of 20 was under way. Then the clock runs at twice the rate: at 20 it shows 25.
  assertEquals(w.states[0]!.seen, [[1, 10], [2, 25], [3, 35], [4, 45], [5, 55], [6, 65]]);
  assertEquals(ofKind(w.trace, "timer").map(({ at }) => at), [10, 20, 25, 30, 35, 40]);
});

Deno.test("a clock that stands still shows one time, while timers go on, and is behind from then on", () => {
  const w = world([{ kind: "stall", at: 15, node: 0, forMs: 20 }]);
  w.run(51);
  assertEquals(w.states[0]!.seen, [[1, 10], [2, 15], [3, 15], [4, 20], [5, 30]]);
  assertEquals(ofKind(w.trace, "fault").map(({ nodes, until }) => [nodes, until]), [[[0], 35]]);
});

Deno.test("stalls that overlap end with the last; a jump in between counts", () => {
  const clock = new Clock(0, 0);
  clock.stall(10);
  clock.stall(12);
  clock.resume(15);
  clock.jump(-4);
  assertEquals(clock.read(18), 6);
  clock.resume(20);
  assertEquals(clock.read(21), 7);
  clock.resume(30);
  assertEquals(clock.read(31), 17, "one resume too many changes nothing");
});

Deno.test("healing mends clocks: they go as they were made to, on from what they show", () => {
  const w = world([
    { kind: "drift", at: 5, node: 0, driftPpm: 1e6 },
    { kind: "stall", at: 12, node: 0, forMs: 500 },
  ]);
  w.run(20);
  w.heal();
  const [before] = [w.states[0]!.seen.at(-1)!];
  w.run(40);
  const readings = w.states[0]!.seen.slice(w.states[0]!.seen.indexOf(before) + 2).map(([, now]) =>
    now
  );
  readings.slice(1).forEach((now, i) => assertEquals(now - readings[i]!, 10));
  assert(readings.length >= 3);
});

Deno.test("a wiped disk makes a newborn of a node, also of what was durable; what it saves then counts", () => {
  const crash = { kind: "crash", node: 1, downMs: 1 } as const;
  const lives = (faults: readonly Fault[]) => {
    const w = world(faults);
    w.run(60);
    return w.states[1]!.lives;
  };
  assertEquals(lives([{ ...crash, at: 5 }, { ...crash, at: 15 }]), 3);
  assertEquals(lives([{ ...crash, at: 5 }, { ...crash, at: 15, disk: "wiped" }]), 1);
  assertEquals(lives([{ ...crash, at: 5, disk: "wiped" }, { ...crash, at: 15 }]), 2);
  assertEquals(lives([{ ...crash, at: 5, disk: "wiped", unsynced: "kept" }]), 1);
  const w = world([{ ...crash, at: 5, disk: "wiped" }]);
  w.run(7);
  assertEquals(ofKind(w.trace, "fault").map(({ words }) => words), ["the disk of node 1 is wiped"]);
});

Deno.test("random worlds with these faults give the same run twice, and their schedules replay them", () => {
  const kinds = ["late", "drift", "stall", "crash", "slow"] as const;
  let copies = 0;
  fc.assert(
    fc.property(
      worlds.chain((options) =>
        schedules({ nodes: options.nodes, untilMs: SPAN_MS, kinds, wipes: true })
          .map((faults) => ({ ...options, faults }))
      ),
      (options) => {
        const [one, two] = [new World(options), new World(options)];
        for (const each of [one, two]) each.run(2 * SPAN_MS);
        assertEquals(one.digest(), two.digest());
        const faults = scheduleOf(one.trace, 5, options.faults);
        const replay = new World({ ...options, network: { latency: constant(5) }, faults });
        replay.run(2 * SPAN_MS);
        assertEquals(replay.history, one.history);
        copies += ofKind(one.trace, "send").filter((event) => event.copyOf !== undefined).length;
      },
    ),
    { seed: 6, numRuns: 100 },
  );
  assert(copies > 100, `${copies} copies`);
});
