import { assert, assertEquals, assertLess } from "@std/assert";
import { multiPaxos } from "../../consensus/multipaxos/multipaxos.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import { raft } from "../../consensus/raft/raft.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import type { Ask } from "../../model/clients.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { type Answer, bare } from "../requests.ts";
import type { LeaseInfo } from "./commands.ts";
import { type Expiring, expiring } from "./expiring.ts";
import { leasesIn } from "./leases.ts";
import { storeMachine } from "./machine.ts";
import { type Store, valueOf } from "./state.ts";

const TTL_MS = 2000, EVERY_MS = 50;
const options = {
  electionTimeoutMs: [150, 300] as const,
  heartbeatMs: 40,
  whenNotLeading: "forward" as const,
};

type State = (RaftState<Store> | PaxosState<Store>) & { readonly leader: number | null };
type AnyProtocol = Protocol<Expiring<State>, Tagged, Tagged, unknown>;

const leases = ({ machine }: { readonly machine: unknown }) => leasesIn(machine as Store);
const everyMs = EVERY_MS;

/** The store, replicated by each log. */
const logs: Readonly<Record<string, AnyProtocol>> = {
  raft: expiring(raft({ ...options, machine: storeMachine as never }), {
    reign: ({ leading, term }) => leading === null ? null : `${term}`,
    leases,
    everyMs,
  }) as unknown as AnyProtocol,
  multipaxos: expiring(multiPaxos({ ...options, machine: storeMachine as never }), {
    reign: ({ leading, mandate }) => leading === null ? null : JSON.stringify(mandate?.ballot),
    leases,
    everyMs,
  }) as unknown as AnyProtocol,
};

/** A world in which one client asks; who does not lead hands on what it is asked. */
function worldWith(protocol: AnyProtocol, workload: readonly Ask[], more: object = {}) {
  return new World({
    protocol,
    nodes: 3,
    seed: 5,
    network: { latency: constant(1) },
    clocks: { maxOffsetMs: 5000 },
    trace: "none",
    clients: {
      workload: [workload],
      ask: bare as (input: unknown) => Tagged,
      to: ({ attempt }) => attempt % 3,
      timeoutMs: 100,
      retries: 50,
      outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
    },
    ...more,
  });
}

const granted: readonly Ask[] = [
  { at: 1000, input: { type: "grant", id: 7, ttlMs: TTL_MS } },
  { input: { type: "put", key: "k", value: "v", lease: 7 } },
];

type AnyWorld = ReturnType<typeof worldWith>;

/**
 * Runs until the key is there, and then until it is nowhere any more; the time at which that was.
 */
function endOf(world: AnyWorld): number {
  const holds = () => world.states.map((s) => s !== undefined && valueOf(s.machine, "k") !== null);
  world.run(5000, () => holds().some((each) => each));
  assert(holds().some((each) => each));
  world.run(20_000, () => !holds().some((each) => each));
  assert(!holds().some((each) => each), "the lease never ends");
  return world.now;
}

/** When the last operation of this type was asked. */
function askedAt({ history }: AnyWorld, type: string): number {
  return history.findLast(({ input }) => (input as Tagged).type === type)!.invokedAt;
}

for (const [name, protocol] of Object.entries(logs)) {
  Deno.test(`${name}: a lease that nobody renews ends when its time is over, and soon after that`, () => {
    const world = worldWith(protocol, granted);
    const livedMs = endOf(world) - askedAt(world, "grant");
    assert(livedMs >= TTL_MS, `${livedMs}`);
    assertLess(livedMs, TTL_MS + 3 * EVERY_MS);
    for (const s of world.states) assertEquals([...leasesIn(s!.machine)], []);
  });

  Deno.test(`${name}: a lease that is renewed lives on from its last renewal`, () => {
    const renewals = [2500, 4000, 5900].map((at) => ({ at, input: { type: "renew", id: 7 } }));
    const world = worldWith(protocol, [...granted, ...renewals]);
    const livedMs = endOf(world) - askedAt(world, "renew");
    assert(livedMs >= TTL_MS, `${livedMs}`);
    assertLess(livedMs, TTL_MS + 3 * EVERY_MS);
  });

  Deno.test(`${name}: with another leader the whole time begins anew, and leases end all the same`, () => {
    const before = worldWith(protocol, granted);
    before.run(2500);
    const node = before.states.findIndex((s) => s!.leading !== null);
    const faults: Schedule = [{ kind: "crash", at: 2500, node }];
    const world = worldWith(protocol, granted, { faults });
    // Whoever leads then leads only after the crash.
    assert(endOf(world) >= 2500 + TTL_MS, `${world.now}`);
  });

  Deno.test(`${name}: a leader that is cut off ends nothing, as others lead`, () => {
    const before = worldWith(protocol, granted);
    before.run(2500);
    const leader = before.states.findIndex((s) => s!.leading !== null);
    const others = [0, 1, 2].filter((node) => node !== leader);
    const faults: Schedule = [
      { kind: "partition", at: 2500, forMs: 20_000, sides: [[leader], others] },
    ];
    const renewals = [3200, 5000, 6800].map((at) => ({ at, input: { type: "renew", id: 7 } }));
    const world = worldWith(protocol, [...granted, ...renewals], { faults });
    world.run(8000);
    assertEquals(askedAt(world, "renew") > 6000, true);
    for (const node of others) assertEquals(valueOf(world.states[node]!.machine, "k"), "v");
  });

  Deno.test(`${name}: the leader tells how much time is left, and of a lease just granted all of it`, () => {
    const ask = { type: "lease", id: 7 };
    const world = worldWith(
      protocol,
      [granted[0]!, { input: ask }, { at: 2000, input: ask }, { at: 2100, input: ask }],
      {},
    );
    world.run(2500);
    const left = world.history.filter(({ input }) => (input as Tagged).type === "lease")
      .map(({ output, invokedAt }) => {
        const { remainingMs } = (output as { result: LeaseInfo }).result;
        return remainingMs! - (TTL_MS - (invokedAt - 1000));
      });
    assertEquals(left.length, 3);
    for (const more of left) assert(Math.abs(more) <= 3 * EVERY_MS, `${left}`);
  });
}
