import { assert, assertEquals, assertThrows } from "@std/assert";
import { encodePlain } from "../../codec/encode_plain.ts";
import type { Clients } from "../../model/clients.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { dynamo } from "./dynamo.ts";
import type { Message, Put, Saved } from "./messages.ts";
import { around, type Settings, settingsWith } from "./settings.ts";
import { born, checkpoint, compacted } from "./journal.ts";
import { valuesOf } from "./versions/copy.ts";

const put = (key: string, value: string): Message => ({
  type: "put",
  key,
  value,
  context: new Map(),
});

Deno.test("a journal, its compaction and a checkpoint start alike", () => {
  const world = new World({
    protocol: dynamo({ copies: 2, reads: 1, writes: 1 }),
    nodes: 3,
    network: { latency: uniform(1, 20) },
    seed: 3,
  });
  world.inject({ kind: "partition", at: 0, forMs: 300, sides: [[0], [1, 2]] });
  for (let i = 0; i < 12; i++) {
    world.tell(i % 3, put(`k${i % 4}`, `${i}`));
    world.tell(i % 3, { type: "change", key: `k${i % 4}`, value: i % 5 === 0 ? null : `c${i}` });
    world.run(40);
  }
  for (const node of [0, 1, 2]) {
    const journal = world.trace.flatMap((event) =>
      event.kind === "save" && event.node === node ? [event.record as Saved] : []
    );
    const [whole, short, now] = [journal, compacted(journal), checkpoint(world.states[node]!)]
      .map((records) => born(records, 0, () => 0));
    assert(compacted(journal).length < journal.length);
    assertEquals(short, whole);
    assertEquals({ ...now, starts: whole!.starts }, whole);
  }
});

Deno.test("a put without W answers is not answered, and a get without R answers fails", () => {
  const world = new World({
    protocol: dynamo({ sloppy: false }),
    nodes: 3,
    network: { latency: constant(1) },
    seed: 1,
    faults: [{ kind: "partition", at: 0, forMs: 1000, sides: [[0], [1, 2]] }],
    clients: {
      workload: [[{ input: put("k", "a") }], [{ input: { type: "get", key: "k" } }]],
      ask: (input) => input as Message,
      to: () => 0,
      link: "local",
      timeoutMs: 800,
      outcome: (result) => "failed" in (result as object) ? "fail" : "ok",
    },
  });
  world.run(900);
  assertEquals(world.history.map(({ outcome }) => outcome), ["unknown", "fail"]);
});

/** Five nodes, the first three of which are the homes of each key; a client beside node 4. */
function besideNode4(faults: Schedule, workload: Clients<Message>["workload"]) {
  return new World({
    protocol: dynamo({ replicasOf: (_, nodes) => nodes, patienceMs: 50, handoffMs: null }),
    nodes: 5,
    network: { latency: constant(1) },
    seed: 1,
    faults,
    clients: {
      workload,
      ask: (input) => input as Message,
      to: () => 4,
      link: "local",
      timeoutMs: 800,
      outcome: (result) => "failed" in (result as object) ? "fail" : "ok",
    },
  });
}

Deno.test("a put whose first home is behind a cut is coordinated by the next home that is there, and by one", () => {
  const cut = { kind: "partition", at: 0, forMs: 1000, sides: [[0], [1, 2, 3, 4]] } as const;
  const world = besideNode4([cut], [[{ input: put("k", "a") }]]);
  world.run(900);
  assertEquals(world.history.map(({ outcome }) => outcome), ["ok"]);
  assertEquals(world.states[4]!.suspects.has(0), true);
  for (const node of [1, 2]) assertEquals(world.states[node]!.store.get("k")!.versions.length, 1);
  const { actor } = (world.history[0]!.output as Put).dot;
  assert(actor.startsWith("1."), actor);
});

Deno.test("a node that finds all homes and the stand-in before it silent coordinates a put itself", () => {
  const cut = { kind: "partition", at: 0, forMs: 1000, sides: [[4], [0, 1, 2, 3]] } as const;
  const world = besideNode4([cut], [[{ input: put("k", "a") }]]);
  world.run(900);
  assertEquals(world.states[4]!.hints.get(0)!.get("k")!.versions.map(({ value }) => value), ["a"]);
  // W = 2 are not to be had in a cut of one, so it is not answered; but what was written is kept for the homes.
  assertEquals(world.history.map(({ outcome }) => outcome), ["unknown"]);
});

Deno.test("a put that was handed on to a home which then falls silent is handed to nobody else", () => {
  // The ping comes and goes by 2 ms, the put would come at 3.
  const cut = { kind: "partition", at: 2.5, forMs: 1000, sides: [[0], [1, 2, 3, 4]] } as const;
  const world = besideNode4([cut], [[{ input: put("k", "a") }], [
    { input: put("k", "b"), at: 100 },
  ]]);
  world.run(900);
  assertEquals(world.history.map(({ outcome }) => outcome), ["unknown", "ok"]);
});

Deno.test("the second half of a change goes to a home that has just answered, without another question", () => {
  const sent: string[] = [];
  const world = new World({
    protocol: dynamo({ replicasOf: (_, nodes) => nodes, handoffMs: null, repairMs: null }),
    nodes: 4,
    seed: 1,
    tap: ({ body }) => void sent.push((body as Message).type),
  });
  world.tell(3, { type: "change", key: "k", value: "a" });
  world.run(200);
  assertEquals(sent.filter((type) => type === "forward" || type === "ping"), ["forward"]);
});

Deno.test("a stand-in keeps no more hints than it may, and says so by its silence", () => {
  const settings: Partial<Settings> = {
    ...{ copies: 1, reads: 1, writes: 1, hints: 2, handoffMs: null, patienceMs: 10 },
    replicasOf: (_, nodes) => nodes,
  };
  const world = new World({ protocol: dynamo(settings), nodes: 2, seed: 1 });
  world.inject({ kind: "crash", at: 0, node: 0 });
  for (let i = 0; i < 5; i++) {
    world.tell(1, { type: "change", key: `k${i}`, value: "a" });
    world.run(100);
  }
  assertEquals(world.states[1]!.hints.get(0)!.size, 2);
});

Deno.test("copies that nobody has read or written become alike by comparing hash trees, and then it is quiet", () => {
  let exchanges = 0;
  const world = new World({
    protocol: dynamo({ readRepair: false, hints: 0, repairMs: 100, patienceMs: 20 }),
    nodes: 3,
    seed: 1,
    tap: ({ body }) => void ((body as Message).type === "exchange" && exchanges++),
  });
  const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[0, 1], [2]] } as const;
  world.inject(cut);
  for (let i = 0; i < 30; i++) world.tell(i % 2, put(`k${i}`, "a"));
  world.run(200);
  world.lift(cut);
  world.run(2000);
  for (let i = 0; i < 30; i++) {
    for (const s of world.states) assertEquals(valuesOf(s!.store.get(`k${i}`)!), ["a"]);
  }
  exchanges = 0;
  world.run(2000);
  assertEquals(exchanges, 0);
});

Deno.test("leaves and levels of any size are compared in messages of a bounded size, whoever begins", () => {
  const messageBytes = 400, keys = 300;
  for (const beginner of [0, 1]) {
    let most = 0, pages = 0;
    const world = new World({
      protocol: dynamo({
        ...{ copies: 2, reads: 1, writes: 1, readRepair: false, hints: 0, patienceMs: 20 },
        ...{ shape: { branching: 16, depth: 1 }, messageBytes, repairMs: null },
        replicasOf: (_, nodes) => nodes,
      }),
      nodes: 2,
      seed: 1,
      tap({ body }) {
        const { type } = body as Message;
        if (type !== "exchange" && type !== "compare") return;
        most = Math.max(most, encodePlain(body).length);
        if (type === "exchange") pages++;
      },
    });
    const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[0], [1]] } as const;
    world.inject(cut);
    // Node 0 has most of them, and node 1 some of its own.
    for (let i = 0; i < keys; i++) world.tell(i % 10 === 0 ? 1 : 0, put(`k${i}`, `value ${i}`));
    world.run(100);
    world.lift(cut);
    world.tell(beginner, { type: "sync", partner: 1 - beginner });
    world.run(1000);
    for (const s of world.states) assertEquals(s!.store.size, keys);
    assert(most > messageBytes / 2 && most <= messageBytes, `${most} bytes`);
    assert(pages > 2 * 16, `${pages} pages`);
  }
});

Deno.test("the first of a list are spread over the nodes", () => {
  const firsts = new Set(Array.from({ length: 50 }, (_, i) => around(`${i}`, [0, 1, 2, 3])[0]));
  assertEquals(firsts.size, 4);
  assertEquals(around("x", [0, 1, 2]).toSorted(), [0, 1, 2]);
});

Deno.test("settings that cannot be are refused", () => {
  assertThrows(
    () => settingsWith({ reads: 4 }),
    RangeError,
    "reads must be a whole number from 1 to 3",
  );
  assertThrows(() => settingsWith({ patienceMs: 0 }), RangeError, "patienceMs");
  assertThrows(() => settingsWith({ shape: { branching: 1, depth: 1 } }), RangeError, "branching");
});
