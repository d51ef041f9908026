import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { whenOneEnds } from "../../model/invariant.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { endOf, type Transact } from "../client.ts";
import type { Operations } from "../operation.ts";
import { isolated } from "../storms/judge.ts";
import { append, read, smallPercolator, write } from "./instances.ts";
import type { Message } from "./messages.ts";
import { percolator } from "./percolator.ts";
import type { Settings } from "./settings.ts";

/** Every message takes 10 ms; each application asks one thing of node 3, the only coordinator. */
function worldWith(
  settings: Partial<Settings>,
  asks: readonly (readonly [at: number, Operations])[],
  sent: Message[] = [],
) {
  return new World({
    protocol: percolator({ againMs: 1000, ...settings }),
    nodes: 4,
    seed: 1,
    network: { latency: constant(10) },
    tap: ({ body }) => void sent.push(body as Message),
    clients: {
      workload: asks.map(([at, input]) => [{ at, input }]),
      ask: (input): Transact => ({ type: "transact", operations: input as Operations }),
      to: () => 3,
      link: "local",
      outcome: endOf,
    },
  });
}

Deno.test("write skew: found by search among all runs of two transactions, which are isolated by snapshots all the same", () => {
  const programs = [
    { at: 3, asks: [[read("a"), append("x", 1)]] },
    { at: 4, asks: [[read("x"), append("a", 2)]] },
  ];
  const found = exploreProtocol(smallPercolator({
    programs,
    invariants: [whenOneEnds(isolated("serializable"))],
  }));
  assertEquals(found.findings.map(({ property }) => property), ["serializable"]);
  const { history } = found.findings[0]!.path.at(-1)!.state;
  assertMatch(isolated("serializable").check({ at: 0, states: [], history })!.words, /G2-item/);
  assertEquals(exploreProtocol(smallPercolator({ programs })).findings, []);
});

Deno.test("what a commit costs: two round trips less when it is asynchronous, and no more in one step", () => {
  const took = (settings: Partial<Settings>, operations: Operations) => {
    const sent: Message[] = [];
    const world = worldWith(settings, [[1, operations]], sent);
    world.run(500);
    assertEquals(world.history.map(({ outcome }) => outcome), ["ok"]);
    const times = sent.filter(({ type }) => type === "clock").length;
    return { ms: world.history[0]!.endedAt - 1, times, messages: sent.length };
  };
  const both = [write("a", 1), write("x", 1)], one = [write("a", 1), write("b", 1)];
  // Two timestamps, two prewrites, two commits, each with an answer.
  assertEquals(took({}, both), { ms: 80, times: 2, messages: 12 });
  assertEquals(took({ isAsync: true }, both), { ms: 40, times: 1, messages: 10 });
  assertEquals(took({ isAsync: true }, one), { ms: 40, times: 1, messages: 6 });
  assertEquals(took({ isOnePhase: true }, one), { ms: 40, times: 1, messages: 4 });
  // Who only reads needs no locks; whoever adds to what there is reads first.
  assertEquals(took({}, [read("a"), read("x")]), { ms: 40, times: 1, messages: 6 });
  assertEquals(took({ isAsync: true }, [append("a", 1)]), { ms: 60, times: 1, messages: 8 });
});

Deno.test("of many wishes for a timestamp one message is made, and none is granted by an answer from before it", () => {
  const sent: Message[] = [];
  const asks = [1, 2, 3, 4, 22].map((at) => [at, [read("a")]] as const);
  const world = worldWith({}, asks, sent);
  world.run(200);
  assertEquals(world.history.map(({ endedAt }) => endedAt), [41, 61, 61, 61, 81]);
  const counts = sent.flatMap((message) => message.type === "clock" ? [message.count] : []);
  assertEquals(counts, [1, 3, 1]);
});

Deno.test("a transaction sees what it writes, and nothing is done of one that is refused", () => {
  const world = worldWith({}, [
    [1, [write("a", 5), read("a"), { type: "add", key: "a", amount: 2 }, read("a")]],
    [200, [{ type: "scan", from: "a", to: "z" }, write("x", 1), {
      type: "scan",
      from: "a",
      to: "z",
    }]],
    // Five less than one is too little; "a" stays as it is.
    [400, [write("a", null), { type: "add", key: "x", amount: -5, least: 0 }]],
    [600, [write("b", 1), write("a", null), { type: "scan", from: "a", to: "y" }]],
  ]);
  world.run(1000);
  const [first, second, , last] = world.history.map(({ output }) => output);
  assertEquals(first, { ok: true, results: [null, 5, null, 7] });
  assertEquals(second, { ok: true, results: [[["a", 7]], null, [["a", 7], ["x", 1]]] });
  assertEquals(world.history[2]!.outcome, "fail");
  assertEquals(last, { ok: true, results: [null, null, [["b", 1], ["x", 1]]] });
});

Deno.test("old versions are collected as time goes on", () => {
  const asks = Array.from({ length: 20 }, (_, i) => {
    const operations = [write("a", i), write("x", i)];
    return [1 + 100 * i, operations] as const;
  });
  const counts = (keepMs: number) => {
    const world = worldWith({ keepMs }, asks);
    world.run(2500);
    assertEquals(world.history.every(({ outcome }) => outcome === "ok"), true);
    return world.states.slice(0, 2).map((s) =>
      [...s!.participant!.versions.values()].map((all) => all.length)
    );
  };
  assertEquals(counts(Infinity), [[20], [20]]);
  assertEquals(counts(200), [[1], [1]]);
});

Deno.test("settings that cannot be are refused", () => {
  const said = (settings: object) => () => percolator(settings);
  assertThrows(
    said({ ttlMs: -1 }),
    RangeError,
    "Cannot run Percolator because ttlMs must be a finite number from 0 on: given -1",
  );
  assertThrows(said({ splits: ["p", "a"] }), RangeError, "because splits must ascend");
  assertThrows(said({ asynchronous: true }), RangeError, "because each name must be one of");
  assertThrows(said({ againMs: 0 }), RangeError, "againMs must be a finite number more than 0");
});
