import { assert, assertEquals, assertThrows } from "@std/assert";
import { abdSystem } from "../../check/models/abd_register.ts";
import { exploreProtocol, type ProtocolSystem } from "../../check/explore/protocol.ts";
import type { History } from "../../model/history.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Tagged } from "../../model/protocol.ts";
import { step } from "../../model/step.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Ask } from "../register/register.ts";
import { abd } from "./abd.ts";
import { READ, smallAbd, writing } from "./instances.ts";
import type { Message, Saved } from "./messages.ts";
import { compacted, recovered } from "./state.ts";

/** Who asked what in which order, and how it ended: all histories that a system can have when all is answered. */
function historiesOf<S, M extends Tagged, T extends Tagged, R>(
  system: ProtocolSystem<S, M, T, R>,
): string[] {
  const seen = new Set<string>();
  const collect: Invariant<S> = {
    name: "seen",
    words: "is seen",
    check({ history }) {
      if (history.length === 4 && history.every(({ outcome }) => outcome === "ok")) {
        seen.add(told(history));
      }
      return undefined;
    },
  };
  const { complete } = exploreProtocol({ ...system, invariants: [collect] });
  assert(complete);
  return [...seen].sort();
}

/** A history but for its times: which operation ended before which began, and what reads returned. */
function told(history: History): string {
  const lines = history.map(({ process, input, output, invokedAt }) => {
    const { type, value } = input as { type: string; value?: string };
    const before = history.filter(({ endedAt }) => endedAt < invokedAt)
      .map((each) => `${each.process}${(each.input as Ask).type[0]}`).sort();
    return `${process} ${type} ${type === "write" ? value : output} after ${before}`;
  });
  return lines.sort().join("; ");
}

Deno.test("clients see of ABD what they see of the model with the known 544 states, in all orders", () => {
  const model = historiesOf(abdSystem(2, 2));
  const ours = smallAbd({
    settings: { writeBack: "always" },
    programs: [{ at: 0, asks: [writing("A"), READ] }, { at: 1, asks: [writing("B"), READ] }],
  });
  const { clients } = ours;
  const alike = historiesOf({
    ...ours,
    asking: "at once",
    // Each client writes at its own node and reads at the other, as in the model, over the network.
    clients: {
      workload: clients!.workload,
      ask: clients!.ask,
      to: ({ client, sequence }, nodes) => (client + sequence) % nodes,
    },
  });
  assertEquals(model.length, 12);
  assertEquals(alike, model);
});

Deno.test("a node that comes back from its journal, or from its compaction, is as it was but for its operations", () => {
  const journal: Saved[] = [
    { type: "life", life: 1 },
    { type: "held", key: "y", version: { tag: { time: 1, writer: 1 }, value: "old" } },
    { type: "issued", time: 2 },
    { type: "held", key: "x", version: { tag: { time: 2, writer: 0 }, value: 5 } },
    { type: "damaged", key: "y" },
    { type: "life", life: 2 },
    { type: "held", key: "y", version: { tag: { time: 4, writer: 2 }, value: "new" } },
    { type: "damaged", key: "x" },
  ];
  for (let length = 0; length <= journal.length; length++) {
    const part = journal.slice(0, length), short = abd().compact!(part);
    assertEquals(recovered(short), recovered(part));
    assertEquals(compacted(recovered(short)), short);
    const start = (records: readonly Saved[]) =>
      step(abd(), undefined as never, { kind: "start", journal: records }, { self: 0, nodes: 3 });
    assertEquals(start(short), start(part));
  }
});

Deno.test("whoever has not answered is asked again, and nobody else", () => {
  const protocol = abd({ againMs: 10 });
  const sent: string[] = [];
  const world = new World({
    protocol,
    nodes: 3,
    seed: 1,
    network: { latency: constant(1) },
    faults: [{ kind: "partition", at: 0, forMs: 25, sides: [[0, 1], [2]] }, {
      kind: "partition",
      at: 0,
      forMs: 15,
      sides: [[0], [1]],
    }],
    tap: ({ from, to, body }) =>
      void (from === 0 && sent.push(`${(body as Message).type} ${to} at ${world?.now ?? 0}`)),
    clients: {
      workload: [[{ input: writing(1), at: 1 }]],
      ask: (input) => input as Ask,
      link: "local",
    },
  });
  world.run(100);
  assertEquals(sent.filter((each) => each.startsWith("query")), [
    "query 0 at 1",
    "query 1 at 1",
    "query 2 at 1",
    "query 1 at 11",
    "query 2 at 11",
    "query 1 at 21",
    "query 2 at 21",
  ]);
  assertEquals(world.history[0]!.endedAt, 25);
});

Deno.test("registers are apart: what is written to one is not read from another", () => {
  const asks: Ask[] = [
    { type: "write", key: "x", value: 1 },
    { type: "write", key: 7, value: 2 },
    { type: "read", key: "x" },
    { type: "read", key: 7 },
    { type: "read", key: "7" },
  ];
  const world = new World({
    protocol: abd(),
    nodes: 3,
    seed: 1,
    clients: {
      workload: [asks.map((input) => ({ input }))],
      ask: (input) => input as Ask,
      link: "local",
    },
  });
  world.run(100);
  assertEquals(world.history.map(({ output }) => output), [null, null, 1, 2, null]);
});

Deno.test("where there is one writer, another node refuses to write", () => {
  const protocol = abd({ writer: 0 });
  const place = { self: 1, nodes: 3 };
  const { state } = step(protocol, undefined as never, { kind: "start", journal: [] }, place);
  const message = { type: "write", key: "x", value: 1 } as const;
  assertThrows(
    () => step(protocol, state, { kind: "message", from: 9, message }, place),
    RangeError,
    "must be node 0",
  );
});

Deno.test("a cluster of one, of two and of seven nodes serves", () => {
  for (const nodes of [1, 2, 7]) {
    const world = new World({
      protocol: abd(),
      nodes,
      seed: 1,
      clients: {
        workload: Array.from(
          { length: nodes },
          (_, i) => [{ input: writing(i) }, { input: READ, at: 50 }],
        ),
        ask: (input) => input as Ask,
        link: "local",
      },
    });
    world.run(100);
    const read = world.history.filter(({ input }) => (input as Ask).type === "read");
    assertEquals(new Set(read.map(({ output }) => output)).size, 1);
    assertEquals(read.length, nodes);
  }
});

Deno.test("a replica tells what its disk holds: a fast read cannot count on what a crash would take", () => {
  const arrived: string[] = [];
  const world = new World({
    protocol: abd({ writer: 0 }),
    nodes: 3,
    seed: 1,
    network: { latency: constant(1) },
    disk: { fsync: constant(30) },
    tap: ({ from, to, body }) => {
      if (from === 1 && to === 2) arrived.push(`${(body as Message).type} at ${world.now}`);
    },
    clients: {
      workload: [[{ input: writing(1), at: 100 }], [], [{ input: READ, at: 131 }]],
      ask: (input) => input as Ask,
      link: "local",
    },
  });
  world.run(400);
  // Node 0 saves the time of its write until 130 ms; node 1 is told at 131 what it saves until 161, and asked at 132.
  assertEquals(arrived, ["latest at 161"]);
  assertEquals(world.history.map(({ output }) => output), [null, 1]);
});

Deno.test("settings that cannot be are refused", () => {
  const refused: readonly (readonly [settings: object, words: string])[] = [
    ...[0, -1, NaN, "5"].map((againMs) =>
      [{ againMs }, "againMs must be a finite number"] as const
    ),
    [{ writeBack: "sometimes" }, "writeBack must be one of"],
    [{ writer: 1.5 }, "writer must be a whole number from 0 on, or null"],
    [{ writer: -1 }, "writer"],
    [{ quorums: null }, "quorums must be a function"],
    [{ agianMs: 5 }, "given agianMs"],
  ];
  for (const [settings, words] of refused) assertThrows(() => abd(settings), RangeError, words);
  assertThrows(() => abd(null as never), RangeError, "settings must be a record");
  abd({ againMs: Infinity, writer: null, writeBack: "never" });
});
