import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { constant } from "../../sim/latency.ts";
import { costOf, type CostRun, costs, idleRate, ratios } from "./cost.ts";
import type { LogName } from "./ways.ts";

const logs: readonly LogName[] = ["Raft", "Multi-Paxos"];
/** A message takes 1 ms, an fsync 10 ms. */
const even: Partial<CostRun> = { latency: constant(1), fsync: constant(10), operations: 50 };

Deno.test("cost: alone, a read takes the round trips and fsyncs that its way asks for", () => {
  const times = { log: 24, "read index": 4, "leader lease": 2, pqr: 4 };
  for (const log of logs) {
    for (const [way, ms] of Object.entries(times)) {
      const { mean } = costOf({ ...even, way: way as keyof typeof times, log });
      assertAlmostEquals(mean, ms, 0.01, `${log}, ${way}`);
    }
    // Two of three reads come to a server that has to ask the leader.
    const { mean } = costOf({ ...even, way: "follower", log, operations: 90 });
    assertAlmostEquals(mean, 4 + 2 * 2 / 3, 0.05, log);
  }
  for (const way of ["quorum lease", "bodega"] as const) {
    assertAlmostEquals(costOf({ ...even, way }).mean, 2, 0.01, way);
  }
});

Deno.test("cost: alone, a read by read index takes as many messages as one through the log, and no fsync", () => {
  for (const servers of [3, 5]) {
    for (const log of logs) {
      const cost = (way: CostRun["way"]) => costOf({ way, log, servers, operations: 200 });
      assertAlmostEquals(cost("read index").between, 2 * (servers - 1), 0.1);
      assertAlmostEquals(cost("log").between, 2 * (servers - 1), 1.1);
      assertEquals(Math.round(cost("log").fsyncs), servers);
      for (const way of ["read index", "leader lease", "pqr"] as const) {
        assertEquals(cost(way).fsyncs, 0);
      }
      assert(cost("leader lease").between < 0.2);
    }
  }
});

Deno.test("cost: with a disk of 2 ms, a log read takes about 5 times as long as by read index, and 10 as by lease", () => {
  for (const log of logs) {
    const { readIndex, lease } = ratios({ log, servers: 5 });
    assert(readIndex.latency > 4.5 && readIndex.latency < 5.5, `${log}: ${readIndex.latency}`);
    assert(lease.latency > 9 && lease.latency < 10.5, `${log}: ${lease.latency}`);
    assert(lease.messages > 5 && lease.messages < 6, `${log}: ${lease.messages}`);
    assert(readIndex.messages < 1.2, `${log}: ${readIndex.messages}`);
  }
});

Deno.test("cost: a leader's disk that saves while messages are on their way makes the log faster, and reads no slower", () => {
  const run = { log: "Raft", servers: 5, operations: 400 } as const;
  const [first, ahead] = [ratios(run), ratios({ ...run, sendsAhead: true })];
  assert(ahead.readIndex.latency > 2.7 && ahead.readIndex.latency < 3.3);
  assert(ahead.lease.latency / first.lease.latency < 0.7, `${ahead.lease.latency}`);
  const { mean } = costOf({ ...even, way: "log", log: "Raft", sendsAhead: true });
  assertAlmostEquals(mean, 14, 0.01);
});

Deno.test("cost: while nobody asks, leaders say that they are there, and leases are renewed between all pairs", () => {
  for (const servers of [3, 5]) {
    const beats = 2 * (servers - 1) * 20, renewals = 2 * servers * (servers - 1) * 20;
    assertEquals(idleRate({ way: "leader lease", servers }), beats);
    for (const way of ["quorum lease", "bodega"] as const) {
      assertEquals(idleRate({ way, servers }), beats + renewals, way);
    }
  }
});

Deno.test("cost: reads that come at the same time share a round of read index", () => {
  for (const log of logs) {
    const { readIndex } = ratios({ log, servers: 5, clients: 16 });
    assert(readIndex.between > 5 && readIndex.between < 10, `${log}: ${readIndex.between}`);
    assert(readIndex.latency > 5 && readIndex.latency < 10, `${log}: ${readIndex.latency}`);
  }
});

Deno.test("cost: a table has a row for each way on each log, and comes out the same again", () => {
  const rows = costs({ clients: 4, writes: 0.1, operations: 80, weigh: true });
  assertEquals(rows.length, 12);
  assert(
    rows.every(({ mean, p99, bytes, perSecond }) => mean <= p99 && bytes > 0 && perSecond > 0),
  );
  assertEquals(rows, costs({ clients: 4, writes: 0.1, operations: 80, weigh: true }));
});

Deno.test("cost: there is no Bodega on Raft", () => {
  assertThrows(() => costOf({ way: "bodega", log: "Raft" }), RangeError, "given Raft");
});
