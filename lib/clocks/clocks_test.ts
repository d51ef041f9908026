import { assert, assertEquals, assertGreaterOrEqual, assertThrows } from "@std/assert";
import fc from "fast-check";
import { happensBefore } from "./happens_before.ts";
import * as hybrid from "./hybrid.ts";
import * as interval from "./interval.ts";
import * as lamport from "./lamport.ts";
import * as matrix from "./matrix.ts";
import * as vector from "./vector.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";

/** Runs of messages between three nodes: each step is a send, or the delivery of an open message. */
const runs = fc.array(
  fc.record({ node: fc.nat(2), to: fc.nat(2), deliver: fc.boolean(), pick: fc.nat(9) }),
  { maxLength: 40 },
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

Deno.test("a hybrid clock stays within the skew of the physical ones", () => {
  fc.assert(
    fc.property(runs, fc.nat(20), (trace, skew) => {
      for (const { hybrid: { logical, count }, physical } of stamped(trace, skew)) {
        assertGreaterOrEqual(logical, physical);
        assertGreaterOrEqual(2 * skew, logical - physical);
        assertGreaterOrEqual(3 * (2 * skew + 1), count);
      }
    }),
    settings,
  );
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

Deno.test("an interval says what is certain, and nothing more", () => {
  const now = interval.around(100, 4);
  assertEquals(interval.uncertainty(now), 4);
  assert(interval.after(now, 95) && !interval.after(now, 96));
  assert(interval.before(now, 105) && !interval.before(now, 104));
  assertThrows(() => interval.around(1, -1), RangeError, "given -1");
});

Deno.test("Marzullo's interval is the smallest in most sources: a naive twin agrees", () => {
  const source = fc.tuple(fc.nat(20), fc.nat(6)).map(([earliest, length]) => ({
    earliest,
    latest: earliest + length,
  }));
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), (sources) => {
      const covers = (at: number) =>
        sources.filter(({ earliest, latest }) => earliest <= at && at <= latest).length;
      // Ends are whole numbers, so halves are enough to see every change of coverage.
      const grid = Array.from({ length: 60 }, (_, i) => i / 2);
      const most = Math.max(...grid.map(covers));
      const earliest = grid.find((at) => covers(at) === most)!;
      const beyond = grid.find((at) => at > earliest && covers(at) < most)!;
      const found = interval.marzullo(sources);
      assertEquals([found.sources, found.earliest], [most, earliest]);
      assertEquals(found.latest, beyond - 0.5);
    }),
    settings,
  );
  assertThrows(() => interval.marzullo([]), RangeError, "given none");
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
