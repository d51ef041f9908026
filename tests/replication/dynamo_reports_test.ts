/**
 * Reports of stores in the manner of Dynamo that went wrong, each played here in the order in which it happened. Where a
 * rule of ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - riak_core 613 and riak_kv 283: contexts that are cut short make siblings for ever. Ours are never cut short: there are as many
 *   entries as nodes have written the key.
 * - scylladb 24415: a replay of batches that failed and reported success. There are no batches; hints count until their
 *   home has taken them, whoever says that they have been replayed.
 * - voldemort 21: a wrong resolver in the client. There is none: clients are shown all siblings.
 * - scylladb 29387: a read that returns before its write-back has reached a quorum. Nobody is promised that reads do not go back;
 *   the scene "a read goes back" shows that they do.
 * - scylladb 4257: hints for a node that is no longer there are tried for ever. Whoever is told that it is gone bequeaths them.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/replication/dynamo/bugs.ts";
import { dynamo } from "hb/replication/dynamo/dynamo.ts";
import type { Got, Message } from "hb/replication/dynamo/messages.ts";
import type { Rules } from "hb/replication/dynamo/rules.ts";
import type { Settings } from "hb/replication/dynamo/settings.ts";
import type { State } from "hb/replication/dynamo/state.ts";
import { valuesOf } from "hb/replication/dynamo/versions/copy.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { among, of, type Stage, stageOf } from "../reads/stage.ts";

const rulesOf = (bug: string): Partial<Rules> => bugs[bug]!.change.rules!;

/** Nothing happens by itself, and the list of every key is 0, 1, 2, … */
const still: Partial<Settings> = {
  ...{ copies: 3, reads: 2, writes: 2, graceMs: 0, names: 1, readRepair: false },
  ...{ handoffMs: null, repairMs: null, shape: { branching: 2, depth: 0 } },
  replicasOf: (_, nodes) => nodes,
};

function stageFor(
  nodes: number,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Stage {
  return stageOf(dynamo({ ...still, ...settings }, rules), nodes);
}

const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const valuesAt = (stage: Stage, node: number) => valuesOf(copyAt(stage, node));
const copyAt = (stage: Stage, node: number) =>
  stateOf(stage, node).store.get("k") ?? { versions: [], seen: new Map() };
const answerTo = ({ answers }: Stage, client: number) =>
  answers.find((each) => each.client === client)?.result;
const got = (stage: Stage, client: number) => answerTo(stage, client) as Got;

const get: Message = { type: "get", key: "k" };
const change = (value: string | null): Message => ({ type: "change", key: "k", value });
const add = (value: string): Message => ({ type: "put", key: "k", value, context: new Map() });
const put = (value: string, { context }: Got): Message => ({
  type: "put",
  key: "k",
  value,
  context,
});

/** A request that everybody hears of at once. */
function done(
  stage: Stage,
  node: number,
  client: number,
  message: Message,
): void {
  stage.ask(node, client, message);
  stage.deliver();
}

/** A node finds out that another one is silent. */
function suspect(stage: Stage, node: number, silent: number): void {
  stateOf(stage, node).suspects.add(silent);
}

Deno.test("riak_kv 1027, OpenRiak 47: two nodes that start in one second have two names", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(3, {}, rules);
    stage.ask(0, 10, add("a"));
    stage.ask(1, 11, add("b"));
    stage.deliver();
    return valuesAt(stage, 2).toSorted();
  };
  assertEquals(play({}), ["a", "b"]);
  // Both writes are the first of that name: whoever has one takes the other for it.
  assertEquals(play(rulesOf("named by the second")).length, 1);
});

Deno.test("riak_kv 127: a node that took over a key and gave it back takes it over under a new name", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(2, { copies: 1, reads: 1, writes: 1 }, rules);
    for (const [client, value] of [[10, "a"], [11, "b"]] as const) {
      suspect(stage, 1, 0);
      done(stage, 1, client, add(value));
      done(stage, 1, client + 10, { type: "handOn" });
    }
    return valuesAt(stage, 0).toSorted();
  };
  assertEquals(play({}), ["a", "b"]);
  assertEquals(play(rulesOf("a stand-in keeps its name")), ["b"]);
});

/** A node writes twice, loses its disk, is restarted, and writes again. */
function afterLoss(rules: Partial<Rules>): readonly unknown[] {
  const world = new World({
    protocol: dynamo({ ...still, names: 2 ** 32 }, rules),
    nodes: 3,
    network: { latency: constant(1) },
    seed: 1,
  });
  for (const value of ["a", "b"]) world.tell(0, add(value));
  world.run(50);
  world.inject({ kind: "crash", at: 0, node: 0, downMs: 5, disk: "wiped" });
  world.run(50);
  world.tell(0, add("c"));
  world.run(50);
  return valuesOf(world.states[1]!.store.get("k")!).toSorted();
}

Deno.test("riak_kv 679: a coordinator that has lost its memory writes what others have not seen", () => {
  assertEquals(afterLoss({}), ["a", "b", "c"]);
  assertEquals(afterLoss(rulesOf("a name survives its memory")), ["a", "b"]);
});

Deno.test("riak_kv 746, riak_test 383: two clients that take turns make two siblings, not more", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(1, { copies: 1, reads: 1, writes: 1 }, rules);
    const last = new Map<number, Got>();
    for (let turn = 0; turn < 20; turn++) {
      const client = turn % 2, before = last.get(client);
      done(stage, 0, 100 + turn, before === undefined ? add(`${turn}`) : put(`${turn}`, before));
      done(stage, 0, 200 + turn, get);
      last.set(client, got(stage, 200 + turn));
    }
    return valuesAt(stage, 0).length;
  };
  assertEquals(play({}), 2);
  assertEquals(play(rulesOf("a clock for all siblings")), 20);
});

Deno.test("riak_kv 1046: a put that is handed on is named once, by whoever coordinates it", () => {
  const stage = stageFor(4);
  done(stage, 3, 10, change("a"));
  done(stage, 3, 11, change("b"));
  assertEquals(valuesAt(stage, 0), ["b"]);
  assertEquals([...copyAt(stage, 0).seen.keys()].length, 1);
  assertEquals(stateOf(stage, 3).count, 0);
});

Deno.test("scylladb 3560, 15243: a tombstone that a replica lacks is not forgotten", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(3, {}, rules);
    done(stage, 0, 10, add("a"));
    stage.ask(0, 11, change(null));
    stage.deliver(among(0, 1));
    stage.hold(() => true);
    // Both rounds, and one more; the third replica is not reached.
    for (let round = 0; round < 3; round++) {
      stage.fire(0, "sweep");
      stage.deliver(among(0, 1));
      stage.hold(() => true);
    }
    done(stage, 2, 12, { type: "sync", partner: 0 });
    return [valuesAt(stage, 0), valuesAt(stage, 2)];
  };
  assertEquals(play({}), [[], []]);
  assertEquals(play(rulesOf("a tombstone goes unasked")), [["a"], ["a"]]);
});

Deno.test("scylladb 23712: a tombstone is not forgotten before a hint that is older has come home", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(3, { copies: 2, reads: 1, writes: 1 }, rules);
    suspect(stage, 0, 1);
    done(stage, 0, 10, add("a"));
    const hinted = stateOf(stage, 2).hints.get(1)?.has("k");
    stateOf(stage, 0).suspects.clear();
    done(stage, 0, 11, change(null));
    for (let round = 0; round < 3; round++) {
      stage.fire(0, "sweep");
      stage.deliver();
    }
    const isKept = copyAt(stage, 1).versions.length > 0;
    done(stage, 2, 12, { type: "handOn" });
    return [hinted, isKept, valuesAt(stage, 1)];
  };
  assertEquals(play({}), [true, true, []]);
  assertEquals(play(rulesOf("a tombstone goes before a hint")), [true, false, ["a"]]);
});

Deno.test("and when the hint has come home, the tombstone goes everywhere", () => {
  const stage = stageFor(3, { copies: 2, reads: 1, writes: 1 });
  done(stage, 0, 10, add("a"));
  done(stage, 0, 11, change(null));
  for (let round = 0; round < 2; round++) {
    stage.fire(0, "sweep");
    stage.deliver();
  }
  assertEquals([0, 1].map((node) => stateOf(stage, node).store.size), [0, 0]);
});

Deno.test("scylladb 20558, 19835: hints for a node that is gone are for who takes its place", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(4, { copies: 2, reads: 1, writes: 1 }, rules);
    for (const silent of [0, 1]) suspect(stage, 3, silent);
    suspect(stage, 3, 2);
    stage.ask(3, 10, add("a"));
    stage.deliver();
    for (const node of [0, 2, 3]) done(stage, node, 11, { type: "gone", node: 1 });
    done(stage, 3, 12, { type: "handOn" });
    return valuesAt(stage, 2);
  };
  assertEquals(play({}), ["a"]);
  assertEquals(play(rulesOf("hints for who is gone are dropped")), []);
});

Deno.test("scylladb 20558: a node that leaves hands on what it keeps before it is gone", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(2, { copies: 1, reads: 1, writes: 1 }, rules);
    suspect(stage, 1, 0);
    done(stage, 1, 10, add("a"));
    done(stage, 1, 11, { type: "leave" });
    const early = answerTo(stage, 11);
    done(stage, 1, 12, { type: "handOn" });
    return [early, answerTo(stage, 11), valuesAt(stage, 0)];
  };
  assertEquals(play({}), [undefined, "left", ["a"]]);
  assertEquals(play(rulesOf("leaves with its hints"))[0], "left");
});

Deno.test("scylladb 20558, 19835: a node that has left takes no hints, so that who takes its place gets them", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(2, { copies: 1, reads: 1, writes: 1 }, rules);
    suspect(stage, 1, 0);
    done(stage, 1, 10, add("a"));
    done(stage, 0, 11, { type: "leave" });
    const answers = [answerTo(stage, 10) !== undefined, answerTo(stage, 11)];
    done(stage, 1, 12, { type: "handOn" });
    done(stage, 1, 13, { type: "gone", node: 0 });
    return [...answers, valuesAt(stage, 1)];
  };
  assertEquals(play({}), [true, "left", ["a"]]);
  assertEquals(play(rulesOf("takes hints after it has left")), [true, "left", []]);
});

Deno.test("a node that has left takes part in no put and no get, and tells clients so", () => {
  const stage = stageFor(2, { copies: 1, reads: 1, writes: 1 });
  done(stage, 0, 10, { type: "leave" });
  const requests = [add("a"), get, change("a")];
  requests.forEach((request, i) => done(stage, 0, 11 + i, request));
  for (const client of [11, 12, 13]) {
    assertEquals(answerTo(stage, client), { failed: "this node has left" });
  }
  // And so it is when it is started again.
  stage.crash(0);
  suspect(stage, 1, 0);
  done(stage, 1, 20, add("b"));
  done(stage, 1, 21, { type: "handOn" });
  assertEquals([valuesAt(stage, 0), answerTo(stage, 20) !== undefined], [[], true]);
});

Deno.test("scylladb 4122: a hint is kept as long as its home has not said that it has it", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(2, { copies: 1, reads: 1, writes: 1 }, rules);
    suspect(stage, 1, 0);
    done(stage, 1, 10, add("a"));
    stage.ask(1, 11, { type: "handOn" });
    stage.hold(of("handoff"));
    done(stage, 1, 12, { type: "handOn" });
    return valuesAt(stage, 0);
  };
  assertEquals(play({}), ["a"]);
  assertEquals(play(rulesOf("a hint goes when it is sent")), []);
});

Deno.test("riak_kv 847: a stand-in that restarts goes on handing on", () => {
  const play = (rules: Partial<Rules>) => {
    const settings = { ...still, copies: 1, reads: 1, writes: 1, handoffMs: 20, patienceMs: 10 };
    const world = new World({
      protocol: dynamo(settings, rules),
      nodes: 2,
      network: { latency: constant(1) },
      seed: 1,
    });
    world.inject({ kind: "crash", at: 0, node: 0, downMs: 300 });
    for (const value of ["lost", "a"]) {
      world.tell(1, change(value));
      world.run(50);
    }
    world.inject({ kind: "crash", at: 0, node: 1, downMs: 10 });
    world.run(1000);
    return valuesOf(world.states[0]!.store.get("k") ?? { versions: [], seen: new Map() });
  };
  assertEquals(play({}), ["a"]);
  assertEquals(play(rulesOf("a stand-in sleeps after a restart")), []);
});

/** Two of three add to one set at the same time, each having seen what was there. */
function bothAdd(settings: Partial<Settings>, clocks: readonly [number, number] = [10, 10]) {
  const stage = stageFor(3, settings);
  done(stage, 0, 10, add("[a]"));
  for (const client of [11, 12]) done(stage, client - 11, client, get);
  const [left, right] = [got(stage, 11), got(stage, 12)];
  stage.clock(clocks[0]);
  stage.ask(0, 13, put("[a, b]", left));
  stage.clock(clocks[1]);
  stage.ask(1, 14, put("[a, c]", right));
  stage.deliver();
  assertEquals([13, 14].map((client) => answerTo(stage, client) !== undefined), [true, true]);
  return valuesAt(stage, 2).toSorted();
}

Deno.test("Jepsen, Riak and Cassandra: of two who add to a set, the last write to win loses the other", () => {
  assertEquals(bothAdd({}), ["[a, b]", "[a, c]"]);
  assertEquals(bothAdd({ conflict: "last write wins" }).length, 1);
});

Deno.test("and with clocks that differ it is the one that came first that wins", () => {
  assertEquals(bothAdd({ conflict: "last write wins" }, [900, 100]), ["[a, b]"]);
});

Deno.test("leofs 589: a coordinator's own read that fails does not count", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(2, { copies: 2, sloppy: false }, rules);
    done(stage, 1, 10, add("a"));
    stage.ask(0, 11, get);
    // Its own copy cannot be read; the other one answers.
    stage.hold(({ from, to }) => from === 0 && to === 0);
    stage.deliver(among(0, 1));
    stage.fire(0, "patience", stateOf(stage, 0).requests);
    return "failed" in (answerTo(stage, 11) as object);
  };
  assertEquals(play({}), true);
  assertEquals(play(rulesOf("silence counts")), false);
});

Deno.test("weaviate 3762: read repair mends the coordinator as it mends others", () => {
  for (const stale of [0, 2]) {
    const stage = stageFor(3, { readRepair: true });
    stage.ask(1, 10, add("a"));
    stage.hold(({ to }) => to === stale);
    stage.deliver();
    done(stage, 0, 11, get);
    assertEquals(valuesAt(stage, stale), ["a"], `node ${stale}`);
    done(stage, 0, 12, get);
    assertEquals(stage.letters.length, 0);
  }
  const stage = stageFor(3, { readRepair: true }, rulesOf("read repair with the own copy"));
  stage.ask(1, 10, add("a"));
  stage.hold(({ to }) => to === 0);
  stage.deliver();
  done(stage, 0, 11, get);
  assertEquals(valuesAt(stage, 0), []);
});

Deno.test("scylladb 23754: read repair reaches every replica, not only those that were waited for", () => {
  const play = (rules: Partial<Rules>) => {
    const stage = stageFor(3, { readRepair: true }, rules);
    stage.ask(1, 10, add("a"));
    stage.hold(({ to }) => to === 2);
    stage.deliver();
    stage.ask(0, 11, get);
    stage.deliver(among(0, 1));
    stage.deliver();
    return valuesAt(stage, 2);
  };
  assertEquals(play({}), ["a"]);
  assertEquals(play(rulesOf("read repair stops at R")), []);
});

Deno.test("scylladb 28125: a get is answered though nobody can be mended", () => {
  const stage = stageFor(3, { readRepair: true });
  stage.ask(1, 10, add("a"));
  stage.hold(({ to }) => to === 0);
  stage.deliver();
  stage.ask(0, 11, get);
  stage.deliver(of("read"));
  stage.deliver(of("found"));
  assertEquals(got(stage, 11).values, ["a"]);
  assert(stage.hold(of("mend")).length > 0);
});
