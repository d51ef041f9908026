/** What faults do to a world; network_test.ts has what they do to a network. */

import { assert, assertEquals } from "@std/assert";
import type { Fault } from "./fault.ts";
import { constant } from "./latency.ts";
import { noter, ofKind } from "./noter_test.ts";
import type { NetworkOptions } from "./network_options.ts";
import { World } from "./world.ts";

/** Node 0 sends "1", "2" … to node 1, one every 10 ms from 10 on, each taking 5 ms. */
function world(faults: Fault[], network: NetworkOptions = {}) {
  return new World({
    nodes: 2,
    seed: 1,
    network: { latency: constant(5), ...network },
    faults,
    protocol: {
      ...noter,
      start(io, journal) {
        if (io.self === 0) io.wait(10, { type: "tick", text: "1" });
        return noter.start(io, journal);
      },
      after: {
        ...noter.after!,
        tick(_s, { text }, io) {
          io.send(1, { type: "note", text });
          io.wait(10, { type: "tick", text: String(Number(text) + 1) });
        },
      },
    },
  });
}

/** When the messages with which texts arrived at node 1. */
function arrivals(faults: Fault[], network: NetworkOptions = {}): [number, unknown][] {
  const w = world(faults, network);
  w.run(48);
  return ofKind(w.trace, "deliver").map(({ at, body }) => [at, (body as { text: string }).text]);
}

const ALL: [number, unknown][] = [[15, "1"], [25, "2"], [35, "3"], [45, "4"]];

Deno.test("without faults every message arrives", () => {
  assertEquals(arrivals([]), ALL);
});

Deno.test("a link that loses every second message is not fair: one of two contents never arrives", () => {
  const faults = Array.from(
    { length: 500 },
    (_, i): Fault => ({ kind: "lose", from: 0, to: 1, nth: 2 * (i + 1) }),
  );
  const w = world(faults);
  w.run(9000);
  const contents = ofKind(w.trace, "deliver").map(({ body }) =>
    Number((body as { text: string }).text) % 2 === 1 ? "x" : "y"
  );
  assertEquals(contents.length, 450);
  assertEquals(new Set(contents), new Set(["x"]));
});

Deno.test("a lost message does not arrive, and the others are not moved", () => {
  assertEquals(arrivals([{ kind: "lose", from: 0, to: 1, nth: 2 }]), ALL.toSpliced(1, 1));
});

Deno.test("a delayed message arrives late", () => {
  const faults: Fault[] = [{ kind: "delay", from: 0, to: 1, nth: 1, latencyMs: 17 }];
  assertEquals(arrivals(faults), [[25, "2"], [27, "1"], [35, "3"], [45, "4"]]);
});

Deno.test("a duplicated message arrives twice", () => {
  const faults: Fault[] = [{ kind: "duplicate", from: 0, to: 1, nth: 1, latencyMs: 7 }];
  assertEquals(arrivals(faults), [[15, "1"], [17, "1"], ...ALL.slice(1)]);
  const w = world(faults);
  w.run(48);
  const [first, copy] = ofKind(w.trace, "send");
  assertEquals([first!.message, copy!.message, copy!.copyOf, copy!.nth], [0, 1, 0, 1]);
});

Deno.test("faults of one message add up: a copy of a delayed message, and no copy of a lost one", () => {
  const about = { from: 0, to: 1, nth: 1 } as const;
  const copied: Fault = { kind: "duplicate", ...about, latencyMs: 2 };
  assertEquals(
    arrivals([{ kind: "delay", ...about, latencyMs: 30 }, copied]).filter(([, text]) =>
      text === "1"
    ),
    [[12, "1"], [40, "1"]],
  );
  assertEquals(arrivals([{ kind: "lose", ...about }, copied]), ALL.slice(1));
});

Deno.test("a planned delay or loss takes the place of what the network would do", () => {
  const lossy = { loss: 1 };
  assertEquals(arrivals([], lossy), []);
  assertEquals(
    arrivals([{ kind: "delay", from: 0, to: 1, nth: 3, latencyMs: 1 }], lossy),
    [[31, "3"]],
  );
});

Deno.test("a partition takes what is sent during it, and what is on its way when it begins", () => {
  const parted = (oneWay: boolean, sides: [number[], number[]]): Fault[] => [
    { kind: "partition", at: 22, forMs: 10, sides, oneWay },
  ];
  // Message 2 is on its way from 20 to 25, message 3 is sent at 30.
  const outside = [ALL[0]!, ALL[3]!];
  assertEquals(arrivals(parted(false, [[0], [1]])), outside);
  assertEquals(arrivals(parted(false, [[1], [0]])), outside);
  assertEquals(arrivals(parted(true, [[0], [1]])), outside);
  assertEquals(arrivals(parted(true, [[1], [0]])), ALL);
  const w = world(parted(false, [[0], [1]]));
  w.run(48);
  assertEquals(ofKind(w.trace, "lose").map(({ at, why }) => [at, why]), [
    [25, "partitioned"],
    [30, "partitioned"],
  ]);
});

Deno.test("a slow link delays what is sent meanwhile", () => {
  const faults: Fault[] = [{ kind: "slow", at: 15, forMs: 10, from: 0, to: 1, byMs: 13 }];
  assertEquals(arrivals(faults), [[15, "1"], [35, "3"], [38, "2"], [45, "4"]]);
});

Deno.test("what arrives at a node that is down is lost", () => {
  const w = world([{ kind: "crash", at: 20, node: 1, downMs: 10 }]);
  w.run(48);
  assertEquals(ofKind(w.trace, "lose").map(({ at, why }) => [at, why]), [[25, "down"]]);
  assertEquals(w.states[1], { notes: ["3", "4"] });
});

Deno.test("a node that crashes for good stays down; one that is down cannot crash again", () => {
  const w = world([
    { kind: "crash", at: 20, node: 1 },
    { kind: "crash", at: 25, node: 1, downMs: 1 },
  ]);
  w.run(1000);
  assertEquals(w.states[1], undefined);
  assertEquals(ofKind(w.trace, "crash").length, 1);
});

Deno.test("a paused node takes what arrived meanwhile in order, when it resumes", () => {
  const w = world([{ kind: "pause", at: 12, node: 1, forMs: 28 }]);
  w.run(39);
  assertEquals(w.states[1], { notes: [] });
  w.run(9);
  assertEquals(w.states[1], { notes: ["1", "2", "3", "4"] });
  assertEquals(ofKind(w.trace, "deliver").map((event) => event.at), [40, 40, 40, 45]);
  assertEquals(ofKind(w.trace, "resume").map((event) => event.at), [40]);
});

Deno.test("a timer of a paused node waits until it resumes", () => {
  const w = world([{ kind: "pause", at: 5, node: 0, forMs: 30 }]);
  w.run(48);
  assertEquals(ofKind(w.trace, "timer").map((event) => event.at), [35, 45]);
});

Deno.test("what waited for a paused node is gone when it crashes", () => {
  const w = world([
    { kind: "pause", at: 12, node: 1, forMs: 28 },
    { kind: "crash", at: 30, node: 1, downMs: 2 },
  ]);
  w.run(48);
  // It is back before the pause would have ended, and no longer paused.
  assertEquals(w.states[1], { notes: ["3", "4"] });
  assertEquals(ofKind(w.trace, "resume"), []);
});

Deno.test("an fsync that ends during a pause lets its messages go when the node resumes", () => {
  const w = new World({
    nodes: 2,
    seed: 1,
    disk: { fsync: constant(10) },
    faults: [{ kind: "pause", at: 5, node: 0, forMs: 20 }],
    protocol: {
      ...noter,
      start(io, journal) {
        if (io.self === 0) {
          io.save("x");
          io.send(1, { type: "note", text: "durable" });
        }
        return noter.start(io, journal);
      },
    },
  });
  w.run(100);
  assertEquals(ofKind(w.trace, "send").map((event) => event.at), [25]);
});

Deno.test("every fault that is not in the fate of a message is told in the trace", () => {
  const w = world([
    { kind: "partition", at: 1, forMs: 2, sides: [[0], [1]] },
    { kind: "slow", at: 3, forMs: 4, from: 0, to: 1, byMs: 1 },
    { kind: "clock", at: 5, node: 0, jumpMs: 6 },
  ]);
  w.run(10);
  assertEquals(ofKind(w.trace, "fault").map(({ at, words, until }) => [at, words, until]), [
    [1, "at 1 ms nodes {0} and {1} are parted for 2 ms", 3],
    [3, "at 3 ms the link 0 → 1 slows by 1 ms for 4 ms", 7],
    [5, "at 5 ms the clock of node 0 jumps by 6 ms", undefined],
  ]);
  assert(w.run(10));
});
