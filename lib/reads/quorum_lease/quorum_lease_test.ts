import { assert, assertEquals } from "@std/assert";
import type { Clients } from "../../model/clients.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Protocol } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { bodega } from "../bodega/bodega.ts";
import type { Message, Timer } from "./messages.ts";
import { quorumLease } from "./quorum_lease.ts";
import type { State } from "./state.ts";
import { storms } from "./storms.ts";
import { lastSlot, unexecuted } from "../../consensus/multipaxos/unexecuted.ts";

type AnyProtocol = Protocol<State, Message, Timer, Saved>;
type Sent = {
  readonly from: number;
  readonly to: number;
  readonly body: { readonly type: string };
};

const log: Options = {
  machine: keyValueMachine as Options["machine"],
  electionTimeoutMs: [150, 152],
  heartbeatMs: 50,
  whenNotLeading: "forward",
};
const leases = quorumLease(log);

/** Something that is asked of a server at a time. */
type Asked = readonly [at: number, node: number, input: unknown];

const get = { type: "get", key: "x" }, put = { type: "put", key: "x", value: "new" };

/** What servers say to each other, and what is answered when: each message takes 10 ms. */
function run(protocol: AnyProtocol, asked: readonly Asked[], faults: Schedule = []) {
  const sent: Sent[] = [];
  const clients: Clients<Message> = {
    link: "local",
    workload: asked.map(([at, , input]) => [{ at, input }]),
    ask: (input) => {
      const { type } = input as { readonly type: string };
      return type === "get"
        ? { type: "read", command: input }
        : type === "put"
        ? bare(input)
        : input as Message;
    },
    to: ({ client }) => asked[client]![1],
    // Refusals are looked at, too.
    outcome: () => "ok",
  };
  const world = new World<State, Message, Timer, Saved>({
    protocol,
    nodes: 3,
    network: { latency: constant(10) },
    seed: 3,
    faults,
    clients,
    tap(message) {
      if (message.from < 3 && message.to < 3) sent.push(message as Sent);
    },
  });
  world.run(3000);
  assertEquals(world.violation, undefined);
  return { sent, history: world.history, states: world.states };
}

const leader = run(leases, []).states.findIndex((s) => s!.leading !== null);
const [one, other] = [0, 1, 2].filter((node) => node !== leader) as [number, number];

/** How long what was asked took, and what was answered. */
function answered({ history }: ReturnType<typeof run>, i: number): [ms: number, result: unknown] {
  const { invokedAt, endedAt, output } = history.find(({ process }) => process === i)!;
  return [endedAt - invokedAt, (output as { readonly result: unknown }).result];
}

Deno.test("quorum leases: a read at any holder costs no message between servers, and no time", () => {
  const without = run(leases, [[1000, leader, put]]);
  for (const node of [0, 1, 2]) {
    const reading = run(leases, [[1000, leader, put], [1500, node, get], [1512, node, get]]);
    assertEquals(reading.sent, without.sent);
    assertEquals([answered(reading, 1), answered(reading, 2)], [[0, "new"], [0, "new"]]);
  }
});

Deno.test("quorum leases: a read of a key that is just being written goes to the leader; with Bodega, it waits", () => {
  // The write is there after 10 ms, and decided at the leader after 20.
  const asked: Asked[] = [[1000, leader, put], [1012, one, get], [1012, other, {
    ...get,
    key: "y",
  }]];
  const forwards = ({ sent }: ReturnType<typeof run>) =>
    sent.filter(({ body }) => body.type === "forwardRead").map(({ from, to }) => [from, to]);
  const reading = run(leases, asked);
  assertEquals(forwards(reading), [[one, leader]]);
  // It is on its way to the leader for 10 ms; the client sits at both.
  assertEquals(answered(reading, 1), [10, "new"]);
  // Of another key, the same server answers at once.
  assertEquals(answered(reading, 2), [0, ""]);
  const held = run(bodega(log) as unknown as AnyProtocol, asked);
  assertEquals(forwards(held), []);
  assertEquals(answered(held, 1)[1], "new");
});

Deno.test("quorum leases: a leader answers what was there before its own write, as long as a holder has not voted", () => {
  const slow: Schedule = [
    { kind: "slow", at: 990, forMs: 300, from: other, to: leader, byMs: 100 },
  ];
  const reading = run(leases, [[1000, leader, put], [1012, one, get], [1105, one, get]], slow);
  assertEquals(answered(reading, 0), [120, null]);
  assertEquals(answered(reading, 1), [10, ""]);
  assertEquals(answered(reading, 2), [10, ""]);
});

Deno.test("quorum leases: with leases for nobody, reads go through the log, and writes wait for nobody", () => {
  const nobody = quorumLease(log, { ranges: [] });
  const slow: Schedule = [
    { kind: "slow", at: 990, forMs: 300, from: other, to: leader, byMs: 100 },
  ];
  const reading = run(nobody, [[1000, leader, put], [1050, one, get]], slow);
  assertEquals(answered(reading, 0), [20, null]);
  // To the leader, and a round of votes.
  assertEquals(answered(reading, 1), [30, "new"]);
});

Deno.test("quorum leases: whoever is no member any more holds none, and is not waited for", () => {
  const change = { type: "change", members: [leader, one] };
  const reading = run(leases, [[1000, leader, change], [1200, leader, put], [1300, one, get]]);
  assertEquals([answered(reading, 1), answered(reading, 2)], [[20, null], [0, "new"]]);
  const holders = (node: number) => [...reading.states[node]!.leases.grants.keys()];
  assertEquals([holders(leader), holders(one)], [[one], [leader]]);
});

Deno.test("quorum leases: an administrator says who holds leases; what cannot be is refused", () => {
  const configure = (node: number, to: string | null = null) => ({
    type: "configure",
    ranges: [{ from: "x", to, responders: [node] }],
  });
  const reading = run(leases, [
    [1000, one, configure(one)],
    [1000, one, configure(7)],
    [1000, one, configure(one, "a")],
    [2000, leader, put],
    [2500, one, get],
    [2500, other, get],
  ]);
  assertEquals(answered(reading, 0)[1], 1);
  assertEquals(reading.states.map((s) => s!.machine.configuration.number), [1, 1, 1]);
  const refused = reading.history.filter(({ process }) => process === 1 || process === 2);
  const words = refused.map(({ output }) => (output as { readonly words: string }).words);
  assertEquals(words, ["there is no node 7", 'no key is in "x" to "a"']);
  assertEquals([answered(reading, 4), answered(reading, 5)], [[0, "new"], [30, "new"]]);
});

Deno.test("quorum leases: what is not executed is found, whatever is gone from the log", () => {
  let compared = 0;
  const isFound: Invariant<State> = {
    name: "found",
    words: "all that is not executed is found",
    check({ states }) {
      for (const s of states) {
        if (s === undefined) continue;
        const slots = [...s.log.entries.keys()].filter((slot) => slot > s.executed);
        assertEquals([...unexecuted(s)].map(([slot]) => slot), slots.sort((a, b) => a - b));
        assertEquals(lastSlot(s), Math.max(s.executed, ...s.log.entries.keys()));
        if (s.log.base > 0 && slots.length > 0) compared++;
      }
      return undefined;
    },
  };
  for (let seed = 1; seed <= 10; seed++) {
    const { scenario } = storms.storm.run({ nodes: 3, random: new Random(seed, "storm") });
    const world = new World({ ...scenario, invariants: [isFound], seed });
    world.run(4000);
    assertEquals(world.violation, undefined);
  }
  assert(compared > 100, `${compared}`);
});
