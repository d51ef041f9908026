/** What a sharded store answers to clients of the store, in the simulator; and what its messages are. */

import { assert, assertEquals } from "@std/assert";
import { guardOf } from "hb/codec/schema/check.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Answer } from "hb/replicated/requests.ts";
import { World } from "hb/sim/world.ts";
import { sharded } from "../../../tools/cluster/sharded.ts";
import { firstRanges } from "../../../tools/cluster/sharded/first_ranges.ts";
import { mostBytes } from "../../../tools/cluster/sharded/room.ts";
import { shardedMessage } from "../../../tools/cluster/sharded/shapes.ts";
import { newsOf } from "../../../tools/cluster/sharded/telling.ts";
import { travelling } from "../formats.ts";

const travels = travelling(shardedMessage(4)), isMessage = guardOf(shardedMessage(4));
const small = { groups: 5, splitMb: 0.001 };
const fast = {
  way: "read index",
  raft: { sendsAhead: true, savesSnapshots: false, savesChunks: true, snapshotChunkBytes: 100 },
} as const;

/** What one client is answered, one thing after another. */
function answers(asked: readonly Tagged[], look?: (message: Tagged) => void): unknown[] {
  const world = new World({
    protocol: sharded(4, small, fast),
    nodes: 4,
    seed: 2,
    clients: {
      workload: [asked.map((input, i) => i === 0 ? { at: 2000, input } : { input })],
      ask: (input) => input as never,
    },
    tap: ({ to, body }) => {
      const { from: _, ...message } = body as Tagged & { from?: number };
      if (to < 4) look?.(message);
    },
    faults: [{ kind: "crash", node: 0, at: 10_000, downMs: 2_000 }],
  });
  world.run(20_000);
  assertEquals(world.violation, undefined);
  return world.history.map(({ output }) => output);
}

const request = (command: unknown): Tagged => ({ type: "request", command, stamp: null } as Tagged);
const read = (key: string): Tagged => ({ type: "read", command: { type: "get", key } } as Tagged);
const done = (result: unknown): Answer => ({ ok: true, index: 0, result });

Deno.test("what clients of the store ask is done in the range of its key", () => {
  assertEquals(
    answers([
      { type: "register" },
      request({ type: "put", key: "ann", value: "1" }),
      request({ type: "put", key: "zoe", value: "2" }),
      read("ann"),
      request({ type: "cas", key: "ann", expected: "1", value: "3" }),
      request({ type: "cas", key: "ann", expected: "1", value: "4" }),
      request({ type: "range", key: "", to: null, limit: 10 }),
      request({ type: "range", key: "", to: null, limit: 1 }),
      request({ type: "del", key: "ann" }),
      request({ type: "get", key: "ann" }),
    ]),
    [
      done(null),
      done(null),
      done(null),
      done("1"),
      done(true),
      done(false),
      done({ entries: [["ann", "3"], ["zoe", "2"]], more: false }),
      done({ entries: [["ann", "3"]], more: true }),
      done(null),
      done(null),
    ],
  );
});

Deno.test("what would need several ranges at once, or a clock, is refused in words", () => {
  const refused = answers([
    request({ type: "txn", compares: [], success: [{ type: "get", key: "a" }], failure: [] }),
    request({ type: "grant", id: 1, ttlMs: 1000 }),
    request({ type: "renew", id: 1 }),
    request({ type: "put", key: "a", value: "", lease: 1 }),
  ]);
  for (const answer of refused) {
    const { ok, why, words } = answer as Answer & { words: string; why: string };
    assertEquals([ok, why, /neither transactions nor leases/.test(words)], [
      false,
      "refused",
      true,
    ]);
  }
});

Deno.test("every message of a sharded store is one that a node takes, after its way over the wire", () => {
  const seen = new Set<string>();
  const puts = Array.from(
    { length: 80 },
    (_, i) => request({ type: "put", key: `${(i % 36).toString(36)}${i}`, value: "v".repeat(90) }),
  );
  const answered = answers(puts, (message) => {
    travels(message as never);
    seen.add(message.type);
  });
  assertEquals(answered, puts.map(() => done(null)));
  for (const type of ["group", "beats", "route", "routed", "driver", "report", "reported"]) {
    assert(seen.has(type), type);
  }
});

const strangers: readonly (readonly [string, unknown])[] = [
  ["a client of the library's", { type: "ask", operation: { type: "get", key: "a" } }],
  ["an order to split", { type: "order", key: "a", order: { type: "split", at: "b", child: 9 } }],
  ["a decision about a node", { type: "decide", node: 1, standing: "gone" }],
  ["how many replicas there shall be", { type: "replicas", count: 1 }],
  ["a node that there is not", { type: "driver is", leader: 4 }],
  ["a key that is too long", read("x".repeat(1025))],
  ["a range of too many", request({ type: "range", key: "", to: null, limit: 1001 })],
];

for (const [name, message] of strangers) {
  Deno.test(`a node of a sharded store does not take ${name}`, () => assert(!isMessage(message)));
}

Deno.test("a node whose ranges hold as much as they may takes no more, and deletes all the same", () => {
  const protocol = sharded(1, { groups: 1, splitMb: 1 }, fast);
  const answers: Answer[] = [], now = 1000;
  const io = {
    self: 0,
    peers: [0],
    now: () => now,
    choose: () => 0,
    send() {},
    answer: (_: number, answer: unknown) => void answers.push(answer as Answer),
    wait() {},
    cancel() {},
    save() {},
  };
  const s = protocol.start(io, []);
  s.counted = { bytes: mostBytes, at: now };
  const ask = (command: unknown) =>
    protocol.upon.request(s, { type: "request", command, stamp: null, from: 7 }, io);
  ask({ type: "put", key: "a", value: "1" });
  assertEquals(answers.map((answer) => !answer.ok && answer.why), ["refused"]);
  ask({ type: "del", key: "a" });
  assertEquals([answers.length, s.gateway.pending.size], [1, 1]);
});

Deno.test("the first ranges have all keys between them, about evenly, on as many nodes as there are", () => {
  for (const nodes of [1, 2, 3, 5, 9]) {
    for (const count of [1, 2, 7, 64, 1024]) {
      const ranges = firstRanges(count, nodes);
      assertEquals([ranges[0]!.start, ranges.at(-1)!.end], ["", null]);
      const held = Array<number>(nodes).fill(0);
      ranges.forEach(({ start, end, members }, i) => {
        assert(end === null || start < end, `${start} ${end}`);
        assertEquals(end ?? undefined, ranges[i + 1]?.start);
        assertEquals(new Set(members).size, Math.min(3, nodes));
        for (const node of members) held[node]!++;
      });
      assert(Math.max(...held) - Math.min(...held) <= 3, `${held}`);
    }
  }
  assertEquals(firstRanges(4, 3).map(({ start }) => start), ["", "9", "i", "r"]);
});

Deno.test("a node says how many ranges it has and leads when that has changed, and what has become of others", () => {
  const ranges = (all: number[], led: number, born: number[] = []) => {
    return { all: new Set(all), led, born: new Set(born) };
  };
  assertEquals(newsOf(undefined, ranges([1, 2], 0)), "has 2 ranges and leads 0");
  assertEquals(newsOf(ranges([1, 2], 0), ranges([1, 2], 0)), undefined);
  assertEquals(
    newsOf(ranges([1, 2], 0), ranges([1, 7, 9], 1, [7])),
    "has 3 ranges and leads 1: 1 split off, 1 came from other nodes, 1 went to other nodes",
  );
});
