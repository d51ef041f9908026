import { assert, assertEquals } from "@std/assert";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { KeyRange } from "../keys.ts";
import { bodega } from "./bodega.ts";
import type { Message } from "./messages.ts";
import type { Roster } from "./roster.ts";
import type { BodegaOptions } from "./settings.ts";

const log: Options = {
  machine: keyValueMachine as Options["machine"],
  electionTimeoutMs: [150, 300],
  whenNotLeading: "forward",
};

/** When all is set up. */
const SET = 2000;

/** Each asks one server, at which it sits; messages between servers take 10 ms. */
function run(
  asks: readonly (readonly [at: NodeId | "leader", asks: readonly Ask[]])[],
  options: BodegaOptions = {},
  more: { nodes?: number; faults?: (leader: NodeId) => Schedule; untilMs?: number } = {},
) {
  const { nodes = 3, faults = () => [], untilMs = SET + 3000 } = more;
  const make = (faults: Schedule, workload: readonly (readonly Ask[])[], leader: NodeId) =>
    new World({
      protocol: bodega(log, options),
      nodes,
      network: { latency: constant(10) },
      seed: 1,
      faults,
      clients: {
        workload,
        ask: (input): Message => {
          const { type } = input as { readonly type: string };
          if (type === "get") return { type: "read", command: input };
          return type === "put" ? bare(input) : input as Message;
        },
        to: ({ client }) => {
          const [at] = asks[client]!;
          return at === "leader" ? leader : at;
        },
        link: "local",
        timeoutMs: 500,
        retries: 30,
        outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
      },
    });
  const before = make([], [], 0);
  before.run(SET);
  const leader = before.states[0]!.leader!;
  const world = make(faults(leader), asks.map(([, each]) => each), leader);
  world.run(untilMs);
  return { world, leader, history: world.history };
}

const put = (at: number, value: string, key = "x"): Ask => ({
  at,
  input: { type: "put", key, value },
});
const get = (at: number, key = "x"): Ask => ({ at, input: { type: "get", key } });

function took({ invokedAt, endedAt }: { readonly invokedAt: number; readonly endedAt: number }) {
  return Math.round(endedAt - invokedAt);
}

Deno.test("Bodega: whoever answers reads does so at once, and asks nobody", () => {
  const reads = [0, 1, 2].map((node): [NodeId, Ask[]] => [node, [get(SET), get(SET + 20)]]);
  const without = run([]).world, { world, history } = run(reads);
  assertEquals(history.map(took), [0, 0, 0, 0, 0, 0]);
  const sent = (each: typeof world) => each.trace.filter(({ kind }) => kind === "send").length;
  assertEquals(sent(world), sent(without));
});

Deno.test("Bodega: a read of a key that is being written is held until the write is decided, and not longer", () => {
  const asks: Parameters<typeof run>[0] = [
    ["leader", [put(SET, "new")]],
    // The vote is there after 10 ms, and the others' votes after 20.
    ...[0, 1, 2].map((node): [NodeId, Ask[]] => [node, [get(SET + 12)]]),
    ...[0, 1, 2].map((node): [NodeId, Ask[]] => [node, [get(SET + 12, "y")]]),
  ];
  const reads = (options: BodegaOptions) =>
    run(asks, options).history.filter(({ input }) => (input as { type: string }).type === "get");
  const isX = ({ input }: { readonly input: unknown }) => (input as { key: string }).key === "x";
  const early = reads({});
  assertEquals(early.filter(isX).map(took), [8, 8, 8]);
  assertEquals(early.filter((each) => !isX(each)).map(took), [0, 0, 0]);
  for (const { output } of early.filter(isX)) assertEquals(Object(output).result, "new");
  // Without early notices the leader must tell, with its next heartbeat.
  const late = reads({ early: false }).filter(isX).map(took).sort((a, b) => a - b);
  assertEquals(late[0], 8);
  assert(late[1]! > 18, `${late}`);
});

Deno.test("Bodega: a read that was held is answered at the same moment as others of the value", () => {
  const { history } = run([
    ["leader", [put(SET, "a"), put(SET + 100, "b")]],
    ...[0, 1, 2].map((node): [NodeId, Ask[]] => [
      node,
      Array.from({ length: 40 }, (_, i) => get(SET + 90 + i)),
    ]),
  ]);
  const reads = history.filter(({ input }) => (input as { type: string }).type === "get")
    .sort((a, b) => a.endedAt - b.endedAt).map(({ output }) => Object(output).result);
  const first = reads.indexOf("b");
  assert(first > 0 && reads.slice(first).every((value) => value === "b"));
});

Deno.test("Bodega: who answers for which keys is the roster's; others hand reads to the leader", () => {
  const ranges: KeyRange[] = [
    { from: "", to: "m", responders: [0, 1, 2] },
    { from: "m", to: null, responders: [] },
  ];
  const asks = [0, 1, 2].flatMap((node): [NodeId, Ask[]][] => [
    [node, [get(SET, "a")]],
    [node, [get(SET, "z")]],
  ]);
  const { history, leader } = run(asks, { ranges });
  const times = (key: string) =>
    history.filter(({ input }) => (input as { key: string }).key === key)
      .map((each) => [each.process % 6 >> 1, took(each)]);
  assertEquals(times("a").map(([, ms]) => ms), [0, 0, 0]);
  // One message to the leader; the client sits at whoever answers.
  for (const [node, ms] of times("z")) assertEquals(ms, node === leader ? 0 : 10);
});

Deno.test("Bodega: a write waits for those who answer reads of its key, and for nobody else", () => {
  const cut = (leader: NodeId): Schedule => {
    const slow = [0, 1, 2].find((node) => node !== leader)!;
    return [0, 1, 2].filter((node) => node !== slow).flatMap((to) => [
      { kind: "slow", at: SET - 500, forMs: 3000, from: slow, to, byMs: 40 } as const,
    ]);
  };
  const writes: Parameters<typeof run>[0] = [["leader", [put(SET, "1")]]];
  assertEquals(run(writes, {}, { faults: cut }).history.map(took), [60]);
  assertEquals(run(writes, { ranges: [] }, { faults: cut }).history.map(took), [20]);
});

Deno.test("Bodega: who answers is changed by an administrator, and writes go on", () => {
  const ranges = [{ from: "", to: null, responders: [] }];
  const { world, history, leader } = run([
    ["leader", [{ at: SET, input: { type: "roster", ranges } }]],
    ["leader", Array.from({ length: 30 }, (_, i) => put(SET - 50 + 10 * i, `${i}`))],
    ...[0, 1, 2].map((node): [NodeId, Ask[]] => [node, [get(SET + 1000)]]),
  ]);
  assert(history.every(({ outcome }) => outcome === "ok"));
  for (const s of world.states) assertEquals(s!.bodega.roster!.ranges, ranges);
  const reads = history.filter(({ invokedAt }) => invokedAt > SET + 900);
  assertEquals(reads.map((each) => took(each)), [0, 1, 2].map((node) => node === leader ? 0 : 10));
});

Deno.test("Bodega: a server that is gone is taken out of the roster when its lease is over, and comes back when it promises", () => {
  const { world, history, leader } = run(
    // The second comes when the server is back, and stands by leases that it has forgotten.
    [["leader", [put(SET + 100, "a"), put(SET + 2400, "b"), put(SET + 3500, "c")]]],
    { leaseMs: 300 },
    {
      faults: (leader) => [{ kind: "crash", at: SET, node: (leader + 1) % 3, downMs: 2000 }],
      untilMs: SET + 6000,
    },
  );
  const [first, ...later] = history;
  // Not before a lease is over, and not long after.
  assert(took(first!) > 150 && took(first!) < 1000, `${took(first!)}`);
  assertEquals(later.map(took), [20, 20]);
  assertEquals(world.states[leader]!.bodega.roster!.silent, []);
});

Deno.test("Bodega: a server that hands on many reads is let answer them, and only where they are many", () => {
  const ranges: KeyRange[] = [
    { from: "", to: "m", responders: [] },
    { from: "m", to: null, responders: [] },
  ];
  const many = (at: number, key: string, every: number) =>
    Array.from({ length: 12 }, (_, i) => get(at + every * i, key));
  const asks = [0, 1, 2].flatMap((node): [NodeId, Ask[]][] => [
    [node, many(SET, "z", 30)],
    [node, many(SET, "a", 400)],
    [node, [get(SET + 2500, "z")]],
    [node, [get(SET + 2500, "a")]],
  ]);
  const { history, world, leader } = run(asks, { ranges, coverReads: 5 }, { untilMs: SET + 6000 });
  const others = [0, 1, 2].filter((node) => node !== leader);
  assertEquals(world.states[leader]!.bodega.roster!.ranges.map(({ responders }) => responders), [
    [],
    others,
  ]);
  const last = (key: string) =>
    history.filter(({ input, invokedAt }) =>
      (input as { key: string }).key === key && invokedAt >= SET + 2500 && invokedAt < SET + 2510
    ).map(took).sort((a, b) => a - b);
  assertEquals([last("z"), last("a")], [[0, 0, 0], [0, 10, 10]]);
});

Deno.test("Bodega: when the leader is gone, its lease is waited for as well", () => {
  for (const leaseMs of [200, 1000]) {
    const { history, leader } = run(
      [0, 1, 2].map((node): [NodeId, Ask[]] => [node, [put(SET + 150, "a", `${node}`)]]),
      { leaseMs },
      { faults: (leader) => [{ kind: "crash", at: SET, node: leader }], untilMs: SET + 10_000 },
    );
    const done = history.filter(({ outcome }) => outcome === "ok");
    assertEquals(done.map(({ process }) => process % 3 === leader), [false, false]);
    // The lease was renewed at most a heartbeat and a message before.
    for (const { endedAt } of done) {
      const ms = endedAt - SET;
      assert(ms > leaseMs - 60 && ms < 2 * leaseMs + 1500, `${ms} of ${leaseMs}`);
    }
  }
});

Deno.test("Bodega: a server that does not know the roster yet decides nothing by the votes that it hears of", () => {
  const ballot = { round: 2, node: 0 }, origin = ballot;
  const command = { type: "put", key: "x", value: "new" };
  const value = { origin, commands: [{ type: "command" as const, command, stamp: null }] };
  const protocol = bodega(log), at = { self: 1, nodes: 3 };
  const votes = [{ slot: 1, ballot, value }];
  const journal = [{ type: "votes" as const, votes, executed: 0 }];
  const voted = { type: "voted", ballot, first: 1, count: 1 } as const;
  let { state } = step(protocol, undefined, { kind: "start", journal }, at);
  for (const from of [0, 2]) {
    state = step(protocol, state, { kind: "message", from, message: voted }, at).state;
  }
  assertEquals(state.executed, 0);
  const roster: Roster = {
    ballot,
    ranges: [{ from: "", to: null, responders: [1, 2] }],
    silent: [],
  };
  const guard = { type: "guard", roster, bar: 0 } as const;
  state = step(protocol, state, { kind: "message", from: 0, message: guard }, at).state;
  state = step(protocol, state, { kind: "message", from: 2, message: voted }, at).state;
  // Its own vote is not among those that it has heard of, as it has come back from a crash.
  assertEquals(state.executed, 0);
});
