import { assert, assertEquals } from "@std/assert";
import { linearizable } from "../check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "../check/spec/key_value.ts";
import type { Operation } from "../model/history.ts";
import type { Protocol, Tagged } from "../model/protocol.ts";
import type { Answer } from "../replicated/requests.ts";
import { bare } from "../replicated/requests.ts";
import { keyValueMachine } from "../replicated/state_machine/key_value.ts";
import type { Fault, Schedule } from "../sim/fault.ts";
import { constant } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { multiPaxosLog } from "./multipaxos_log.ts";
import { raftLog } from "./raft_log.ts";
import type { ReadOptions } from "./reader.ts";
import { reading } from "./reading.ts";
import type { ReplicatedLog } from "./replicated_log.ts";

const options = {
  machine: keyValueMachine as Parameters<typeof raftLog>[0]["machine"],
  electionTimeoutMs: [150, 152] as const,
  heartbeatMs: 40,
  whenNotLeading: "forward" as const,
};

const logs: readonly ReplicatedLog[] = [
  raftLog(options) as unknown as ReplicatedLog,
  multiPaxosLog(options) as unknown as ReplicatedLog,
];

/**
 * A leader is cut off and is asked on, while another one is elected and writes; it may have been asked before to let
 * another one lead.
 */
function cutOff(
  log: ReplicatedLog,
  read: ReadOptions,
  faults: Schedule,
  { transfer = false, oneWay = false }: { transfer?: boolean; oneWay?: boolean } = {},
) {
  const protocol = reading(log, read) as unknown as Protocol<object, Tagged, Tagged, unknown>;
  const worldWith = (faults: Schedule, clients?: object) =>
    new World<object, Tagged, Tagged, unknown>({
      protocol,
      nodes: 3,
      network: { latency: constant(1) },
      seed: 3,
      faults,
      trace: "none",
      ...(clients === undefined ? {} : { clients: clients as never }),
    });
  const before = worldWith(faults);
  before.run(1000);
  const leader = log.leader(before.states[0] as object)!;
  const others = [0, 1, 2].filter((node) => node !== leader);
  const cut: Fault = {
    kind: "partition",
    at: 1001.5,
    forMs: 1000,
    sides: [[leader], others],
    oneWay,
  };
  const world = worldWith([...faults, cut], {
    link: "local",
    timeoutMs: 30,
    retries: 40,
    workload: [
      Array.from({ length: 300 }, (_, i) => ({ at: 900 + i, input: { type: "get", key: "x" } })),
      [{ at: transfer ? 1010 : 1100, input: { type: "put", key: "x", value: "new" } }],
      transfer ? [{ at: 1000, input: { type: "transfer", to: others[0] } }] : [],
    ],
    ask: (input: KeyValueInput | Tagged) =>
      input.type === "get"
        ? { type: "read", command: input }
        : input.type === "put"
        ? bare(input)
        : input,
    to: ({ client, attempt }: { readonly client: number; readonly attempt: number }) =>
      client === 1 ? others[attempt % 2]! : leader,
    outcome: (answer: Answer) => answer.ok ? "ok" : "fail",
  });
  world.run(2000);
  assertEquals(world.violation, undefined);
  const history = world.history.filter(({ process }) => process % 3 !== 2).map((operation) => {
    const { output, ...rest } = operation as Operation<KeyValueInput, Answer>;
    return output?.ok ? { ...rest, output: output.result as string } : rest;
  });
  const put = history.find(({ input }) => input.type === "put")!;
  assertEquals(put.outcome, "ok");
  const stale = history.filter(({ input, outcome, invokedAt }) =>
    input.type === "get" && outcome === "ok" && invokedAt > 1002
  );
  const { verdict } = linearizable(history as never, keyValue(), { steps: 1_000_000 });
  return { verdict, readsAfterCut: stale.length, leader };
}

/** The leader's clock is slow, the others' are fast, by this fraction. */
function drifting(leader: number, by: number): Schedule {
  return [0, 1, 2].map((node) => ({
    kind: "drift",
    // When there is a leader, so that it is the same one.
    at: 600,
    node,
    driftPpm: 1e6 * (node === leader ? -by : by),
  }));
}

for (const log of logs) {
  const { leader } = cutOff(log, { way: "read index" }, []);

  Deno.test(`reads: ${log.words}: a leader that is cut off reads on while its lease lasts, and no longer`, () => {
    const { verdict, readsAfterCut } = cutOff(log, { way: "leader lease" }, []);
    assertEquals(verdict, "ok");
    assert(readsAfterCut > 50, `${readsAfterCut}`);
    assertEquals(cutOff(log, { way: "read index" }, []).readsAfterCut, 0);
  });

  Deno.test(`reads: ${log.words}: clocks that drift within the bound break no lease, whatever it is`, () => {
    for (const drift of [0, 0.01, 0.05, 0.1, 0.3]) {
      for (const actual of [0, drift / 2, drift]) {
        const { verdict } = cutOff(log, { way: "leader lease", drift }, drifting(leader, actual));
        assertEquals(verdict, "ok", `${drift} ${actual}`);
      }
    }
  });

  Deno.test(`reads: ${log.words}: clocks that drift more than a lease allows for break it`, () => {
    const breaks = (actual: number) =>
      cutOff(log, { way: "leader lease", drift: 0 }, drifting(leader, actual)).verdict !== "ok";
    const drifts = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2];
    const first = drifts.find(breaks);
    assert(first !== undefined && first <= 0.2, `${first}`);
  });

  Deno.test(`reads: ${log.words}: a lease that is longer than servers are loyal is no lease`, () => {
    const rules = { leaseMs: (loyalMs: number) => 1.5 * loyalMs };
    assertEquals(cutOff(log, { way: "leader lease", rules }, []).verdict, "violation");
  });
}

for (const log of logs) {
  Deno.test(`reads: ${log.words}: a leader that has told another one to stand has no lease, as it is helped at once`, () => {
    const survives = { surrenders: () => false };
    const run = (rules: ReadOptions["rules"]) =>
      cutOff(log, { way: "leader lease", rules: rules ?? {} }, [], { transfer: true });
    assertEquals(run({}).verdict, "ok");
    assertEquals(run(survives).verdict, "violation");
  });

  Deno.test(`reads: ${log.words}: a leader that asks nobody whether it still leads reads what is old`, () => {
    const rules = { confirmedBy: () => 0 };
    assertEquals(cutOff(log, { way: "read index", rules }, []).verdict, "violation");
  });

  Deno.test(`reads: ${log.words}: a lease counts from when its heartbeat was sent, not from the answers`, () => {
    const { leader } = cutOff(log, { way: "read index" }, []);
    const slow = [0, 1, 2].filter((node) => node !== leader).map((from): Fault => ({
      kind: "slow",
      at: 600,
      forMs: 5000,
      from,
      to: leader,
      byMs: 45,
    }));
    const late = { leaseFrom: (_: number, answeredAt: number) => answeredAt };
    const run = (rules: ReadOptions["rules"]) =>
      cutOff(log, { way: "leader lease", rules: rules ?? {} }, slow, { oneWay: true });
    assertEquals(run({}).verdict, "ok");
    assertEquals(run(late).verdict, "violation");
  });
}
