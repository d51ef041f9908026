import { assert, assertEquals } from "@std/assert";
import type { Fault } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { WorldOptions } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import { OPEN } from "../../replicated/client_sessions.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { inSession } from "../../replicated/client_sessions.ts";
import { votersOnly } from "./configuration.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { raft } from "./raft.ts";
import { rules } from "./rules.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import type { Choices } from "./servers_test.ts";
import { configurationOf, type State } from "./state.ts";

type ListWorld = World<State<unknown[]>, Message, Timer, Saved>;
type Changes = Partial<WorldOptions<State<unknown[]>, Message, Timer, Saved>>;

/** A world of servers that keep a list of commands, at its beginning. */
function newborn(nodes: number, options: Choices = {}, changes: Changes = {}): ListWorld {
  return new World({
    protocol: raft<unknown[], unknown, unknown>({ machine: listMachine, ...options }),
    nodes,
    seed: 5,
    trace: "none",
    network: { latency: uniform(1, 5) },
    invariants: invariants<unknown[]>(),
    ...changes,
  });
}

/** The same a second later, with a leader if all goes well. */
function cluster(nodes: number, options: Choices = {}): ListWorld {
  const world = newborn(nodes, options);
  world.run(1000);
  return world;
}

/** The number of the server that leads in the greatest term. */
function leaderOf(world: ListWorld): number {
  const terms = world.states.map((s) => s?.role === "leader" ? s.term : -1);
  return terms.indexOf(Math.max(...terms));
}

function cut(world: ListWorld, node: number): Fault {
  const others = world.states.map((_, each) => each).filter((each) => each !== node);
  const fault: Fault = { kind: "partition", at: 0, forMs: Infinity, sides: [[node], others] };
  world.inject(fault);
  return fault;
}

const machines = (world: ListWorld) => world.states.map((s) => `${s?.machine}`);

Deno.test("Raft: what was committed outlives the crash of all", () => {
  const world = cluster(3, { snapshotEvery: 4 });
  for (const command of "abcdef") world.tell(leaderOf(world), bare(command));
  world.run(100);
  for (const node of [0, 1, 2]) world.inject({ kind: "crash", at: 0, node, downMs: 10 });
  world.run(1000);
  assertEquals(world.violation, undefined);
  assertEquals(machines(world), ["a,b,c,d,e,f", "a,b,c,d,e,f", "a,b,c,d,e,f"]);
});

Deno.test("Raft: who was cut off disturbs nobody when it is back, thanks to pre-vote", () => {
  const termAfterwards = (preVote: boolean) => {
    const world = cluster(3, { preVote, checkQuorum: false });
    const before = world.states[leaderOf(world)]!.term;
    const fault = cut(world, (leaderOf(world) + 1) % 3);
    world.run(2000);
    world.lift(fault);
    world.run(1000);
    assertEquals(world.violation, undefined);
    return world.states[leaderOf(world)]!.term - before;
  };
  assertEquals(termAfterwards(true), 0);
  assert(termAfterwards(false) > 3);
});

Deno.test("Raft: a leader that is cut off steps down, if it looks for its quorum", () => {
  const roleOf = (checkQuorum: boolean) => {
    const world = cluster(3, { checkQuorum });
    const leader = leaderOf(world);
    cut(world, leader);
    world.run(700);
    return world.states[leader]!.role;
  };
  assertEquals(roleOf(false), "leader");
  assert(roleOf(true) !== "leader");
});

Deno.test("Raft: a learner gets the log, and counts for nothing", () => {
  const members = { ...votersOnly([0, 1, 2]), learners: [3] };
  const world = cluster(4, { members });
  const leader = leaderOf(world);
  world.tell(leader, bare("a"));
  world.run(200);
  assertEquals(machines(world), ["a", "a", "a", "a"]);
  for (const node of [0, 1, 2]) if (node !== leader) cut(world, node);
  world.tell(leader, bare("b"));
  world.run(200);
  assertEquals([world.violation, ...new Set(machines(world))], [undefined, "a"]);
});

Deno.test("Raft: all three servers are replaced by three others while clients go on", () => {
  const changes = [0, 1, 2].flatMap((node) => [
    { type: "remove", node } as const,
    { type: "addVoter", node: node + 3 } as const,
  ]);
  const world = cluster(6, { members: [0, 1, 2], snapshotEvery: 3 });
  for (const command of "abcde") world.tell(leaderOf(world), bare(command));
  world.run(100);
  world.tell(leaderOf(world), { type: "change", transition: "auto", changes });
  world.run(1500);
  const leader = leaderOf(world);
  assert(leader >= 3);
  assertEquals(configurationOf(world.states[leader]!), votersOnly([3, 4, 5]));
  world.tell(leader, bare("f"));
  world.run(200);
  assertEquals(machines(world).slice(3), ["a,b,c,d,e,f", "a,b,c,d,e,f", "a,b,c,d,e,f"]);
  assertEquals(world.violation, undefined);
});

Deno.test("Raft: a removed leader still stands while nobody else can be elected (section 4.2.2)", () => {
  // Both have elected server 0, which appends its own removal, and crashes before the other hears of it.
  const leads = (promotable: typeof rules.promotable) => {
    const world = cluster(2, { members: [0, 1], rules: { ...rules, promotable } });
    const leader = leaderOf(world), other = 1 - leader;
    const fault = cut(world, leader);
    world.tell(leader, {
      type: "change",
      transition: "auto",
      changes: [{ type: "remove", node: leader }],
    });
    world.inject({ kind: "crash", at: 0, node: leader, downMs: 10, unsynced: "kept" });
    world.run(20);
    world.lift(fault);
    world.run(3000);
    assertEquals(world.violation, undefined);
    return configurationOf(world.states[other]!).voters.length === 1;
  };
  assert(leads(rules.promotable));
  assert(!leads((s, self) => configurationOf(s).voters.includes(self)));
});

Deno.test("Raft: each command takes effect once, on a network that loses and doubles", () => {
  const workload = [0, 1, 2].map((client) => [
    { input: OPEN },
    ...Array.from({ length: 15 }, (_, i) => ({ input: `${client}.${i}` })),
  ]);
  const ask = inSession(3, () => world.history);
  const world = newborn(3, { whenNotLeading: "forward", snapshotEvery: 7 }, {
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.2 },
    clients: {
      workload,
      ask: (input, which): Message => ask(input, which),
      to: ({ client, attempt }) => (client + attempt) % 3,
      timeoutMs: 150,
      retries: 50,
      outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    },
  });
  world.run(20_000, () => !world.clientsBusy);
  assertEquals(world.violation, undefined);
  const commands = world.states[leaderOf(world)]!.machine;
  assertEquals(commands.length, 45);
  assertEquals(new Set(commands).size, 45);
  for (const client of [0, 1, 2]) {
    const own = commands.filter((command) => `${command}`.startsWith(`${client}.`));
    assertEquals(own, workload[client]!.slice(1).map(({ input }) => input));
  }
});

Deno.test("Raft: leadership passes within a round trip or two, and back", () => {
  const world = cluster(3);
  for (const to of [0, 1, 2, 0]) {
    world.tell(leaderOf(world), { type: "transfer", to });
    world.run(30);
    assertEquals(leaderOf(world), to);
  }
  assertEquals(world.violation, undefined);
});
