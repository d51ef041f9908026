/**
 * Tests after reports of chains that went wrong. A name says what is played here, which may be less than the report, or
 * something else that the same rule forbids. Where a rule of ours can be made wrong in the way of the report, the same
 * order of events shows the harm.
 *
 * What these report cannot happen here:
 * - CorfuDB 273 and other holes: a position is given and filled by the head in one step, so there is nothing to fill.
 * - hibari/gdss-brick 17, HyperDex 117: about the engine below, and about a bulk load whose logs say too little.
 */

import { assert, assertEquals } from "@std/assert";
import type { NodeId } from "hb/model/protocol.ts";
import { beat, learn, newAttendance, uponHeard } from "hb/replication/master/attendance.ts";
import { masterSettingsWith } from "hb/replication/master/settings.ts";
import { bugs } from "hb/replication/chain/bugs.ts";
import { chain, type Node } from "hb/replication/chain/chain.ts";
import type { Configuration } from "hb/replication/chain/configuration.ts";
import type { Rules } from "hb/replication/chain/rules.ts";
import type { Settings } from "hb/replication/chain/settings.ts";
import type { State } from "hb/replication/chain/state.ts";
import { asRequest } from "hb/replication/chain/messages.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { among, of, type Stage, stageOf } from "../reads/stage.ts";

const rulesOf = (bug: string): Partial<Rules> => bugs[bug]!.change.rules!;
const MASTER = 0;

/** Servers and a master; a timer "silent 2" means that the master takes server 2 for failed. */
function stage(settings: Partial<Settings>, nodes: number, rules: Partial<Rules> = {}): Stage {
  const still = { beatMs: Infinity, resendMs: Infinity };
  const protocol = chain({ ...still, ...settings }, rules);
  const silent = protocol.after!.silent;
  const after = Object.fromEntries([1, 2, 3].map((key) => [
    `silent ${key}`,
    (s: Node, _: unknown, io: never) => silent(s, { type: "silent", key }, io),
  ]));
  return stageOf({ ...protocol, after: { ...protocol.after, ...after } }, nodes);
}

const server = ({ states }: Stage, node: NodeId): State =>
  (states[node] as Extract<Node, { role: "server" }>).server;
const decided = ({ states }: Stage): Configuration =>
  (states[MASTER] as Extract<Node, { role: "master" }>).master.inForce;
let asked = 0;
/** A client that nobody knows yet asks a server. */
function ask(where: Stage, node: NodeId, command: object): number {
  const client = 100 + asked++;
  where.ask(node, client, { type: "request", id: { client, sequence: 0 }, command } as never);
  return client;
}
const put = (value: string) => ({ type: "put", key: "x", value });
const get = { type: "get", key: "x" };
/** What a client was answered; undefined when it was not. */
const told = ({ answers }: Stage, client: number): unknown =>
  (answers.find((each) => each.client === client)?.result as { result: unknown })?.result;
const suspect = (where: Stage, node: NodeId) => where.fire(MASTER, `silent ${node}`);

/** V is written to a chain of one; an empty server comes; the one that has V is lost before it has handed it over. */
function emptyNewcomer(rules?: Partial<Rules>): readonly unknown[] {
  const all = stage({ chain: [1], wanted: 2, counting: "fail-stop" }, 3, rules);
  all.hold(among(0, 1, 2));
  const write = ask(all, 1, put("V"));
  all.ask(
    MASTER,
    2,
    { type: "beat", life: 1, round: 1, epoch: 1, report: { whole: false } } as never,
  );
  suspect(all, 1);
  all.deliver(({ to }) => to === 2);
  const read = ask(all, 2, get);
  const other = ask(all, 2, put("W"));
  const { index } = all.answers.find(({ client }) => client === other)?.result as never ??
    { index: undefined };
  return [told(all, write), decided(all).chain, told(all, read), index];
}

Deno.test("basho/machi, divergence from CORFU: an empty newcomer is never what is left of a chain", () => {
  assertEquals(emptyNewcomer(), [null, [1], undefined, undefined]);
});

Deno.test("basho/machi, divergence from CORFU: appended empty, it is, and what was written is gone", () => {
  const [write, left, read] = emptyNewcomer(rulesOf("joins empty"));
  assertEquals([write, left, read], [null, [2], ""]);
});

Deno.test("CorfuDB PR 1441: whoever takes over numbers updates from where its whole history ends", () => {
  // The report's sequencer began from old tails; ours would if it could begin with nothing.
  assertEquals(emptyNewcomer(rulesOf("joins empty")).at(-1), 1);
  const all = stage({ chain: [1, 2], counting: "fail-stop" }, 3);
  for (const value of ["a", "b"]) ask(all, 1, put(value));
  all.deliver();
  suspect(all, 1);
  all.deliver();
  const third = ask(all, 2, put("c"));
  assertEquals(all.answers.find(({ client }) => client === third)?.result, {
    ok: true,
    index: 3,
    result: null,
  });
});

/** The tail is on the minority's side; the chain goes on without it, K is written, and somebody reads at the old tail. */
function minority(rules?: Partial<Rules>): readonly unknown[] {
  const all = stage({ chain: [1, 2] }, 3, rules);
  suspect(all, 2);
  const old = all.hold(({ to }) => to === 2);
  all.deliver();
  const write = ask(all, 1, put("K"));
  const read = ask(all, 2, get);
  all.deliver(({ to }) => to !== 2);
  all.deliver(of("heard"));
  const stale = told(all, read);
  for (const letter of old) all.hand(letter);
  all.deliver();
  return [told(all, write), stale, told(all, read)];
}

Deno.test("basho/machi, split brain: a tail on the minority's side is silent, and hands the question on when it knows", () => {
  assertEquals(minority(), [null, undefined, "K"]);
  assertEquals(minority(rulesOf("a removed tail answers")), [null, "", ""]);
});

/** Server 2 was removed before V was written; all lose power, and it is the first to come back. */
function powerLoss(rules?: Partial<Rules>): readonly unknown[] {
  const all = stage({ chain: [1, 2] }, 3, rules);
  suspect(all, 2);
  all.hold(({ to }) => to === 2);
  all.deliver();
  ask(all, 1, put("V"));
  all.crash(MASTER);
  all.crash(2);
  const down = all.hold(({ to }) => to === 1);
  const read = ask(all, 2, get);
  all.deliver(among(0, 2));
  const alone = told(all, read);
  all.crash(1);
  for (const letter of down) all.hand(letter);
  all.deliver();
  const again = ask(all, 2, get);
  all.deliver();
  return [alone, told(all, again)];
}

Deno.test("basho/machi, restarting after the entire chain crashes: who was removed before serves nothing old", () => {
  assertEquals(powerLoss(), [undefined, "V"]);
  assertEquals(powerLoss(rulesOf("a removed tail answers"))[0], "");
});

/** A server in the first of two chains, one master of three that has not heard of the second. */
const io = (sent: unknown[]) => ({
  now: () => 0,
  peers: [0, 1, 2, 3, 4],
  send: (to: NodeId, message: unknown) => void sent.push([to, message]),
});
const three = masterSettingsWith({ masters: 3 });
const heard = (from: NodeId, epoch: number, round = 1) =>
  ({ type: "heard", from, life: 1, round, epoch }) as const;

Deno.test("after CorfuDB 1560, at what a server knows of its masters: one that has not heard of the new chain confirms nothing", () => {
  const attendance = newAttendance({ epoch: 1 }, 1);
  beat(attendance, three, null, io([]));
  assertEquals(uponHeard(attendance, three, heard(2, 1)), false);
  assertEquals(uponHeard(attendance, three, heard(2, 1)), false, "its word counts once");
  assertEquals(uponHeard(attendance, three, heard(0, 2)), false, "that one knows better");
  assertEquals(attendance.since, null);
  assertEquals(
    uponHeard(attendance, three, heard(1, 1)),
    true,
    "with it, two of three know no other",
  );
});

Deno.test("after CorfuDB 832, at what a server knows of its masters: no configuration of an earlier epoch is accepted", () => {
  const attendance = newAttendance({ epoch: 1 }, 1);
  assertEquals(learn(attendance, { epoch: 3 }), true);
  assertEquals(learn(attendance, { epoch: 2 }), false);
  assertEquals(attendance.configuration, { epoch: 3 });
});

Deno.test("CorfuDB PR 1817: what the old head had sent before it was removed does not come into the new chain", () => {
  const all = stage({ chain: [1, 2, 3], counting: "fail-stop" }, 4);
  ask(all, 1, put("old"));
  const flying = all.hold(of("propagate"));
  suspect(all, 1);
  all.deliver();
  const write = ask(all, 2, put("new"));
  all.deliver(among(2, 3));
  for (const letter of flying) all.hand(letter);
  all.deliver();
  assertEquals(told(all, write), null);
  assertEquals([2, 3].map((node) => (server(all, node).machine as Map<string, string>).get("x")), [
    "new",
    "new",
  ]);
});

Deno.test("deepseek-ai/3FS 345: the tail decides and crashes before it has said so; it comes back, and all agree", () => {
  const all = stage({ chain: [1, 2, 3], counting: "fail-stop" }, 4);
  const write = ask(all, 1, put("V"));
  all.deliver(of("propagate"));
  assertEquals([told(all, write), server(all, 2).decided], [null, 0]);
  all.hold(of("acknowledge"));
  all.crash(3);
  all.deliver();
  assertEquals([1, 2, 3].map((node) => server(all, node).decided), [1, 1, 1]);
  assertEquals([1, 2].map((node) => server(all, node).log), [[], []]);
});

/** The head has an update that it has handed to nobody, is removed, and comes back to a chain that has another one. */
function newerThanItsChain(rules?: Partial<Rules>): readonly unknown[] {
  const all = stage({ chain: [1, 2], counting: "fail-stop" }, 3, rules);
  ask(all, 1, put("never"));
  all.hold(of("propagate"));
  suspect(all, 1);
  all.deliver();
  ask(all, 2, put("decided"));
  all.ask(
    MASTER,
    1,
    { type: "beat", life: 1, round: 9, epoch: 2, report: { whole: false } } as never,
  );
  all.deliver();
  const { chain } = decided(all);
  return [
    chain,
    ...[1, 2].map((node) => (server(all, node).machine as Map<string, string>).get("x")),
  ];
}

Deno.test("deepseek-ai/3FS 229: a server whose version is newer than that of its chain gives it up, and joins", () => {
  assertEquals(newerThanItsChain(), [[2, 1], "decided", "decided"]);
  assertEquals(newerThanItsChain(rulesOf("keeps its past")), [[2, 1], "never", "decided"]);
});

/** The same, but it crashes when it has begun to join and has been handed nothing. */
function crashesAsItJoins(rules?: Partial<Rules>): readonly unknown[] {
  const all = stage({ chain: [1, 2], counting: "fail-stop" }, 3, rules);
  ask(all, 1, put("never"));
  all.hold(of("propagate"));
  suspect(all, 1);
  all.deliver();
  ask(all, 2, put("decided"));
  const report = { whole: false };
  all.ask(MASTER, 1, { type: "beat", life: 1, round: 9, epoch: 2, report } as never);
  all.deliver(of("configuration"));
  all.hold(of("resume"));
  all.crash(1);
  all.deliver();
  const { chain } = decided(all);
  return [
    chain,
    ...[1, 2].map((node) => (server(all, node).machine as Map<string, string>).get("x")),
  ];
}

Deno.test("after CorfuDB PR 1350: that a server has forgotten its past outlives a crash before it is filled", () => {
  assertEquals(crashesAsItJoins(), [[2, 1], "decided", "decided"]);
  assertEquals(crashesAsItJoins(rulesOf("forgets until it crashes")), [
    [2, 1],
    "never",
    "decided",
  ]);
});

Deno.test("after restate PR 5054: a reader that waits for the word of a tail that has been replaced is not left waiting", () => {
  const all = stage({ chain: [1, 2, 3], reads: "craq", counting: "fail-stop" }, 4);
  const write = ask(all, 1, put("V"));
  all.deliver(({ from, to, message }) => from === 1 && to === 2 && message.type === "propagate");
  const read = ask(all, 1, get);
  // What goes to the old tail is lost, as it is what comes from it.
  const lost = () => all.hold(({ from, to }) => from === 3 || to === 3);
  assertEquals(lost().map(({ message }) => message.type), ["propagate", "version"]);
  suspect(all, 3);
  lost();
  all.deliver();
  assertEquals([told(all, write), told(all, read)], [null, "V"]);
});

/** Clients read at all servers while one of them is lost; nobody may go without an answer, or read anything else. */
function lostUnderReads(length: 2 | 3, failed: NodeId): void {
  const servers = Array.from({ length }, (_, i) => i + 1);
  const asks = Array.from({ length: 60 }, (_, i) => ({
    input: i === 0 ? put("V") : get,
    at: 10 * i,
  }));
  const world = new World({
    protocol: chain({ chain: servers, reads: "craq" }),
    nodes: length + 1,
    seed: 1,
    network: { latency: uniform(1, 5) },
    faults: [{ kind: "crash", at: 250, node: failed }],
    clients: {
      workload: [asks, asks.slice(20)],
      ask: asRequest,
      to: ({ client, attempt }) => 1 + (client + attempt) % length,
      timeoutMs: 50,
      retries: 20,
    },
  });
  world.run(3000);
  assertEquals(world.violation, undefined);
  assert(world.history.length === 100 && world.history.every(({ outcome }) => outcome === "ok"));
  for (const { input, output } of world.history.slice(1)) {
    if (input === get) assertEquals((output as { result: unknown }).result, "V");
  }
}

// In the report the chain has two nodes, and it is the client that crashes; ours has no such code, and its servers are tried.
for (
  const [place, length, failed] of [
    ["head of a chain of two", 2, 1],
    ["tail of a chain of two", 2, 2],
    ["head of a chain of three", 3, 1],
    ["middle of a chain of three", 3, 2],
    ["tail of a chain of three", 3, 3],
  ] as const
) {
  Deno.test(`after deepseek-ai/3FS 268: the ${place} is lost under reads, and everybody goes on reading`, () => {
    lostUnderReads(length, failed);
  });
}
