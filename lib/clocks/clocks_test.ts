import { assert, assertEquals, assertGreaterOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { happensBefore } from "./happens_before.ts";
import * as hybrid from "./hybrid.ts";
import * as lamport from "./lamport.ts";
import * as matrix from "./matrix.ts";
import * as vector from "./vector.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";

/** Runs of messages between three nodes: each step is a send, or the delivery of an open message. */
const runs = fc.array(
  fc.record({ node: fc.nat(2), to: fc.nat(2), deliver: fc.boolean(), pick: fc.nat(9) }),
  { maxLength: 40, size: "max" },
).map((steps): Trace => {
  const open: (TraceEvent & { kind: "send" })[] = [];
  return steps.map(({ node, to, deliver, pick }, at) => {
    const [sent] = deliver ? open.splice(pick % Math.max(1, open.length), 1) : [];
    if (sent !== undefined) {
      return { kind: "deliver", at, message: sent.message, from: sent.from, to: sent.to, body: 0 };
    }
    const send = { kind: "send", at, message: at, from: node, to, body: 0, nth: 1 } as const;
    open.push({ ...send, latencyMs: 1 });
    return { ...send, latencyMs: 1 };
  });
});

interface Stamps {
  readonly lamport: lamport.Stamp;
  readonly vector: vector.Vector;
  readonly matrix: matrix.Matrix;
  readonly hybrid: hybrid.HybridTime;
  readonly physical: number;
}

/** Every event of a run with the stamp of every clock; node n's physical clock is n · skew ahead. */
function stamped(trace: Trace, skew: number): Stamps[] {
  const fresh = (node: number): Stamps => ({
    lamport: { time: 0, node },
    vector: vector.zero(3),
    matrix: matrix.zeroMatrix(3),
    hybrid: hybrid.epoch,
    physical: 0,
  });
  const now = [0, 1, 2].map(fresh);
  const sent = new Map<number, Stamps>();
  return trace.map((event) => {
    const message = event as TraceEvent & { kind: "send" | "deliver" };
    const node = message.kind === "send" ? message.from : message.to;
    const old = now[node]!;
    const physical = event.at + node * skew;
    const from = message.kind === "deliver" ? sent.get(message.message)! : undefined;
    const next: Stamps = from === undefined
      ? {
        lamport: { time: lamport.tick(old.lamport.time), node },
        vector: vector.tick(old.vector, node),
        matrix: matrix.tick(old.matrix, node),
        hybrid: hybrid.tick(old.hybrid, physical),
        physical,
      }
      : {
        lamport: { time: lamport.receive(old.lamport.time, from.lamport.time), node },
        vector: vector.receive(old.vector, from.vector, node),
        matrix: matrix.receive(old.matrix, from.matrix, node, from.lamport.node),
        hybrid: hybrid.receive(old.hybrid, from.hybrid, physical),
        physical,
      };
    if (message.kind === "send") sent.set(message.message, next);
    now[node] = next;
    return next;
  });
}

const settings = { seed: 2, numRuns: 300 };

Deno.test("a clock never contradicts happens-before, and vectors know it exactly", () => {
  fc.assert(
    fc.property(runs, fc.nat(20), (trace, skew) => {
      const order = happensBefore(trace);
      const stamps = stamped(trace, skew);
      for (const [i, a] of stamps.entries()) {
        for (const [j, b] of stamps.entries()) {
          const before = order.before(i, j);
          if (before) assert(lamport.order(a.lamport, b.lamport) < 0);
          if (before) assert(hybrid.order(a.hybrid, b.hybrid) < 0);
          assertEquals(vector.compare(a.vector, b.vector) === "before", before);
          assertEquals(vector.compare(a.vector, b.vector) === "equal", i === j);
        }
      }
    }),
    settings,
  );
});

Deno.test("a hybrid clock stays within the skew of clocks that tick between events and never step back", () => {
  fc.assert(
    fc.property(runs, fc.nat(20), (trace, skew) => {
      for (const { hybrid: { logical, count }, physical } of stamped(trace, skew)) {
        assertGreaterOrEqual(logical, physical);
        assertGreaterOrEqual(2 * skew, logical - physical);
        // Every event of a run has a tick of its own, so each clock ticks between two events of its node.
        assertGreaterOrEqual((3 - 1) * (2 * skew + 1), count);
      }
    }),
    settings,
  );
});

Deno.test("a hybrid clock is further ahead than clocks are apart where all of them step back", () => {
  const before = hybrid.tick(hybrid.epoch, 1000);
  assertEquals(hybrid.tick(before, 990), { logical: 1000, count: 1 }); // 10 ahead of the only clock
});

Deno.test("clocks of one rate take the hybrid counter to its bound, and clocks that do not tick beyond it", () => {
  const nodes = 4, epsilon = 9;
  // Node n's clock ticks n sixths after a whole tick of true time, and node 0's, ε ahead, with that of node 3.
  const readingAt = (node: number, sixths: number) =>
    Math.floor((sixths - (node === 0 ? 3 : node)) / 6) + (node === 0 ? epsilon : 0);
  const clocks = new Array<hybrid.HybridTime>(nodes).fill(hybrid.epoch);
  const readings = clocks.map(() => -1);
  const step = (node: number, sixths: number, news?: hybrid.HybridTime) => {
    const all = clocks.map((_, each) => readingAt(each, sixths)), own = all[node]!;
    assertGreaterOrEqual(epsilon, Math.max(...all) - Math.min(...all));
    assert(own > readings[node]!, "a tick between two events");
    readings[node] = own;
    return clocks[node] = news === undefined
      ? hybrid.tick(clocks[node]!, own)
      : hybrid.receive(clocks[node]!, news, own);
  };
  let news = step(0, 3);
  for (let round = 0; round < (epsilon + 1) / 2; round++) {
    for (let node = 1; node < nodes; node++) {
      const tick = 6 * (2 * round + 1) + node;
      step(node, tick - 0.1, news); // just before its clock ticks
      news = step(node, tick + 0.1); // and just after
    }
  }
  assertEquals(news, { logical: epsilon, count: (nodes - 1) * (epsilon + 1) });
  for (let event = 0; event < 100; event++) news = hybrid.tick(news, epsilon);
  assert(news.count > nodes * (epsilon + 1));
});

Deno.test("in every order of a few events the hybrid counter is at most (N − 1)(ε + 1), which some order reaches", () => {
  assertEquals(largestCount(2, 1, 4), 2);
  assertEquals(largestCount(2, 2, 5), 3);
  assertEquals(largestCount(3, 1, 3), 4);
});

/** The largest counter of nodes whose clocks are `epsilon` apart at most, show at most `last`, and tick between events. */
function largestCount(nodes: number, epsilon: number, last: number): number {
  interface Moment {
    readonly readings: readonly number[];
    readonly clocks: readonly hybrid.HybridTime[];
    /** Whether the node has had an event at this reading. */
    readonly had: readonly boolean[];
    /** What each node has sent last, which may arrive at any time, and more than once. */
    readonly sent: readonly (hybrid.HybridTime | null)[];
  }
  const every = <T>(value: T) => new Array<T>(nodes).fill(value);
  const first: Moment = {
    readings: every(1),
    clocks: every(hybrid.epoch),
    had: every(false),
    sent: every<hybrid.HybridTime | null>(null),
  };
  const next = ({ readings, clocks, had, sent }: Moment): Moment[] =>
    readings.flatMap((reading, node) => {
      const after: Moment[] = [];
      if (reading < last && readings.every((other) => reading + 1 - other <= epsilon)) {
        const ticked = { readings: readings.with(node, reading + 1), had: had.with(node, false) };
        after.push({ clocks, sent, ...ticked });
      }
      if (had[node]!) return after;
      const event = (clock: hybrid.HybridTime) => (
        { readings, clocks: clocks.with(node, clock), had: had.with(node, true), sent }
      );
      const spoken = hybrid.tick(clocks[node]!, reading);
      after.push({ ...event(spoken), sent: sent.with(node, spoken) });
      for (const [from, stamp] of sent.entries()) {
        if (stamp === null || from === node) continue;
        after.push(event(hybrid.receive(clocks[node]!, stamp, reading)));
      }
      return after;
    });
  const seen = new Map([[JSON.stringify(first), first]]);
  for (const moment of seen.values()) {
    for (const later of next(moment)) seen.set(JSON.stringify(later), later);
  }
  return Math.max(...[...seen.values()].flatMap(({ clocks }) => clocks.map(({ count }) => count)));
}

Deno.test("a client that carries no stamp from node to node can get the smaller hybrid stamp later", () => {
  const first = hybrid.tick(hybrid.epoch, 1010), behind = 1003;
  assert(hybrid.order(hybrid.tick(hybrid.epoch, behind), first) < 0);
  assert(hybrid.order(hybrid.receive(hybrid.epoch, first, behind), first) > 0);
});

Deno.test("a matrix has the vector clock in its own row, and never claims too much", () => {
  fc.assert(
    fc.property(runs, (trace) => {
      const stamps = stamped(trace, 0);
      const latest = [0, 1, 2].map(() => vector.zero(3));
      for (const stamp of stamps) {
        const { node } = stamp.lamport;
        latest[node] = stamp.vector;
        assertEquals(stamp.matrix[node], stamp.vector);
        for (const subject of [0, 1, 2]) {
          const truth = Math.min(...latest.map((known) => known[subject]!));
          assertGreaterOrEqual(truth, matrix.knownByAll(stamp.matrix, subject));
        }
      }
    }),
    settings,
  );
});

Deno.test("vectors of different systems cannot be merged", () => {
  assertThrows(() => vector.merge([1], [1, 2]), RangeError, "given 1 and 2");
});

Deno.test("starts, timers, saves and crashes are events of their node; faults of the network are not", () => {
  const trace: Trace = [
    { kind: "start", at: 0, node: 0, recovered: false },
    { kind: "fault", at: 0, words: "", nodes: [0] },
    { kind: "timer", at: 1, node: 0, timer: {} },
    { kind: "save", at: 1, node: 0, record: 0 },
    { kind: "crash", at: 2, node: 0 },
  ];
  const order = happensBefore(trace);
  assertEquals(order.events.map(({ index }) => index), [0, 2, 3, 4]);
  assert(order.before(0, 4) && !order.before(4, 0) && !order.before(0, 1));
});
