import { assert, assertEquals, assertThrows } from "@std/assert";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { chain, type Node } from "./chain.ts";
import { serversOf } from "./invariants.ts";
import { compact, recall } from "./journal.ts";
import { asRequest, type Saved } from "./messages.ts";
import { type Settings, settingsWith } from "./settings.ts";

const put = (key: string, value: string) => ({ type: "put", key, value });
const append = (value: string) => ({ type: "append", key: "x", value });
const get = (key = "x") => ({ type: "get", key });

interface Asked {
  readonly input: unknown;
  readonly at?: number;
}

/** One master, three servers and one beside them; each client's requests go to the node that is named. */
function worldOf(
  settings: Partial<Settings>,
  clients: readonly (readonly [to: number, asks: readonly Asked[]])[],
  more: object = {},
) {
  return new World({
    protocol: chain({ chain: [1, 2, 3], ...settings }),
    nodes: 5,
    seed: 1,
    clients: {
      workload: clients.map(([, asks]) => asks),
      ask: asRequest,
      to: ({ client }) => clients[client]![0],
      timeoutMs: 300,
      retries: 20,
    },
    ...more,
  });
}

const results = (world: { history: readonly { output?: unknown }[] }) =>
  world.history.map(({ output }) => (output as { result: unknown } | undefined)?.result);
const serversIn = ({ states }: { states: readonly (Readonly<Node> | undefined)[] }) =>
  new Map(serversOf(states));

/** A link that takes no words of the tail's for a while, so that what is decided is not known to be. */
const slowAcknowledgements = {
  network: { latency: constant(1), types: { acknowledge: { latency: constant(100) } } },
};

Deno.test("whichever server is asked, the head does updates and the tail answers queries", () => {
  for (const to of [0, 1, 2, 3, 4]) {
    const world = worldOf({}, [[to, [{ input: append("a") }, { input: get() }]]]);
    world.run(200);
    assertEquals(results(world), [null, "a"], `asked node ${to}`);
  }
});

Deno.test("a request that comes again is answered again and not done again, also when its answer is long known", () => {
  const world = worldOf({}, [[1, [{ input: append("a") }, { input: get(), at: 2000 }]]], {
    network: { latency: uniform(1, 5), duplication: 1, copyLatency: uniform(200, 1000) },
  });
  world.run(3000);
  assertEquals(results(world), [null, "a"]);
  assertEquals(serversIn(world).get(3)!.decided, 1);
});

Deno.test("with CRAQ a clean object is answered where it is asked for, and of a dirty one the tail names the version", () => {
  const world = worldOf({ reads: "craq", counting: "fail-stop", resendMs: Infinity }, [
    [1, [{ input: put("x", "1") }]],
    [1, [{ input: get("x"), at: 20 }, { input: get("y"), at: 30 }]],
  ], slowAcknowledgements);
  world.run(60);
  const asked = world.trace.filter((event) =>
    event.kind === "send" && (event.body as { type: string }).type === "version"
  );
  assertEquals(results(world), [null, "1", ""]);
  assertEquals(asked.length, 1, "nobody asks for the version of y");
  assertEquals(world.history.slice(1).map(({ invokedAt, endedAt }) => endedAt - invokedAt), [4, 2]);
});

Deno.test("a server of CRAQ does not answer with an update that has not reached the tail", () => {
  const world = worldOf({ reads: "craq", counting: "fail-stop", resendMs: Infinity }, [
    [1, [{ input: put("x", "1") }]],
    [1, [{ input: get("x"), at: 5 }]],
  ], {
    network: {
      latency: constant(1),
      links: [{ from: 2, to: 3, latency: constant(80) }],
    },
  });
  world.run(60);
  assertEquals(world.history[1]!.output, { ok: true, index: 0, result: "" });
  assertEquals(serversIn(world).get(1)!.log.length, 1);
});

Deno.test("eventual queries show what is not decided, bounded ones as far as the bound goes", () => {
  const world = (reads: Settings["reads"], versions: number) => {
    const asks = ["1", "2"].map((value): Asked => ({ input: put("x", value) }));
    const one = worldOf(
      {
        reads,
        bound: { versions, ms: 1000 },
        resendMs: Infinity,
        beatMs: 5,
        timeoutMs: 1000,
      },
      [[1, [asks[0]!]], [1, [asks[1]!]], [1, [{ input: get(), at: 30 }]]],
      {
        network: { latency: constant(1), links: [{ from: 2, to: 3, latency: constant(500) }] },
      },
    );
    one.run(100);
    return (one.history[2]!.output as { result: unknown }).result;
  };
  assertEquals(
    ["eventual", "bounded", "bounded", "craq"].map((reads, i) =>
      world(reads as Settings["reads"], [1, 2, 1, 1][i]!)
    ),
    ["2", "2", "", ""],
  );
});

Deno.test("a server that joins while updates go on has them all before it answers", () => {
  const asks = Array.from(
    { length: 120 },
    (_, i): Asked => ({ input: append(`${i};`), at: 5 * i }),
  );
  const reads = Array.from({ length: 60 }, (_, i): Asked => ({ input: get(), at: 10 * i }));
  const world = worldOf({}, [[1, asks], [4, reads]], {
    network: { latency: uniform(1, 4) },
    faults: [{ kind: "crash", at: 100, node: 3 }],
  });
  world.run(2000);
  assertEquals(serversIn(world).get(4)!.attendance.configuration.chain, [1, 2, 4]);
  assert(world.history.every(({ outcome }) => outcome === "ok"));
  const seen = results(world).slice().filter((result) => result !== null) as string[];
  assertEquals(
    seen.map((text) => text.length),
    seen.map((text) => text.length).toSorted((a, b) => a - b),
  );
  assertEquals(serversIn(world).get(4)!.machine, serversIn(world).get(1)!.machine);
});

Deno.test("what a server keeps is bounded by what is under way, and when all is quiet it is nothing", () => {
  const asks = Array.from(
    { length: 200 },
    (_, i): Asked => ({ input: append(`${i};`), at: 3 * i }),
  );
  const world = worldOf({}, [[1, asks], [1, asks]], { network: { latency: uniform(1, 4) } });
  let most = 0;
  while (world.clientsBusy) {
    world.run(20);
    for (const [, { log }] of serversIn(world)) most = Math.max(most, log.length);
  }
  world.run(200);
  // A client may go on while word of its last update is still on its way up.
  assert(most <= 6, `${most} at a time, of two clients`);
  assertEquals([1, 2, 3].map((node) => serversIn(world).get(node)!.log.length), [0, 0, 0]);
});

Deno.test("when nobody asks anything, servers and masters say no more than that they are there", () => {
  const world = worldOf({}, [[1, [{ input: append("a") }]]]);
  world.run(1000);
  const late = world.trace.filter((event) => event.kind === "send" && event.at > 500);
  const kinds = new Set(late.map((event) => (event as { body: { type: string } }).body.type));
  assertEquals([...kinds].toSorted(), ["beat", "heard"]);
});

Deno.test("a journal and its compaction add up to the same", () => {
  const entry = (sequence: number) => ({
    sequence,
    id: { client: 0, sequence },
    command: append("a"),
    address: 9,
  });
  const configuration = { epoch: 2, chain: [1, 2], joining: null, fresh: null };
  const journal: Saved[] = [
    { type: "entries", entries: [entry(1)] },
    { type: "place", configuration, ready: false },
    {
      type: "objects",
      sequence: 1,
      machine: {},
      replies: new Map(),
      print: 7,
      entries: [entry(2)],
    },
    { type: "entries", entries: [entry(3), entry(4)] },
    { type: "place", configuration, ready: true },
  ];
  for (let length = 0; length <= journal.length; length++) {
    const some = journal.slice(0, length);
    assertEquals(recall(compact(some)), recall(some));
    assert(compact(some).length <= 2);
  }
});

Deno.test("settings that cannot be are refused", () => {
  for (
    const wrong of [
      { chain: [] },
      { chain: [0, 1] },
      { chain: [1, 1] },
      { reads: "any" as never },
      { counting: "lease" as const },
      { bound: { versions: -1, ms: 5 } },
      { resendMs: 0 },
    ]
  ) {
    assertThrows(() => settingsWith(wrong), RangeError, "Cannot replicate over a chain because");
  }
});

Deno.test("a query is answered where masters answer later than the tail asks again", () => {
  const far = { beatMs: 20, resendMs: 10, timeoutMs: 5000 };
  const world = worldOf(far, [[3, [{ input: get() }]]], {
    network: { latency: constant(1), types: { heard: { latency: constant(60) } } },
  });
  world.run(250);
  assertEquals(results(world), [""]);
});

Deno.test("what cannot be a chain is refused in words, whatever it is", () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ chain: "12" }, "chain must be a list in which each is a whole number from 0 on"],
    [{ chain: null }, "chain must be a list"],
    [{ chain: [] }, "the chain must have one server or more"],
    [{ chain: [1, 1] }, "the chain must have one server or more, each once"],
    [{ bound: null }, "bound must be a record"],
    [{ objects: null }, "objects must be a record"],
    [{ objects: {} }, "machine must be a state machine"],
    [{ objects: { machine: { init: 1, apply: 1 }, keyOf: String } }, "machine must be a state"],
    [{ chain: [NaN] }, "chain must be a list in which each is a whole number"],
    [{ wanted: 0 }, "wanted must be a whole number from 1 on"],
    [{ reads: "any" }, "reads must be one of"],
    [{ raft: null }, "raft must be a record"],
    [{ chains: [1] }, "given chains"],
    [null, "its settings must be a record: given null"],
  ];
  for (const [given, words] of wrong) {
    assertThrows(() => settingsWith(given as Partial<Settings>), RangeError, words);
  }
});
