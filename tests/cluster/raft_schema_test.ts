/** The shapes of messages, held against those that Raft really sends. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { guardOf } from "hb/codec/schema/check.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { snapshotOf } from "hb/consensus/raft/schema.ts";
import { encode } from "hb/model/encode.ts";
import { World } from "hb/sim/world.ts";
import { raftMessage, storeParts } from "../../tools/cluster/shapes.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { travelling } from "./formats.ts";
import { commands } from "./commands_asked.ts";

const isMessage = guardOf(raftMessage(3)), travels = travelling(raftMessage(3));

/** All messages of a run in which leaders die, followers fall behind, and requests are forwarded. */
function messagesOfARun(snapshotChunkBytes = 100): Message[] {
  const workload = [0, 1, 2].map((client) =>
    Array.from({ length: 30 }, (_, i) => ({ at: 300 * i, input: { client, i } }))
  );
  const world = new World({
    protocol: raft({
      machine: storeMachine,
      snapshotEvery: 5,
      snapshotChunkBytes,
      isSnapshot: guardOf(snapshotOf(storeParts(3))),
      whenNotLeading: "forward",
    }),
    nodes: 3,
    seed: 7,
    trace: "full",
    faults: [
      { kind: "crash", node: 0, at: 1_000, downMs: 1_500 },
      { kind: "crash", node: 1, at: 4_000, downMs: 1_500 },
      { kind: "crash", node: 2, at: 7_000, downMs: 1_500 },
    ],
    clients: {
      workload,
      timeoutMs: 500,
      retries: 20,
      ask: (input): Message => {
        const { i } = input as { i: number };
        if (i === 0) return { type: "register" };
        return { type: "request", command: commands[i % commands.length]!, stamp: null };
      },
    },
  });
  world.run(20_000);
  assertEquals(world.violation, undefined);
  return world.trace.flatMap((event) => {
    if (event.kind !== "send" || event.to >= 3) return [];
    const { from: _, ...message } = event.body as Message & { from: number };
    return [message as Message];
  });
}

Deno.test("every message that Raft sends is one that a node takes, after its way over the wire", () => {
  const seen = new Set<string>();
  for (const message of [...messagesOfARun(), ...messagesOfARun(Infinity)]) {
    travels(message);
    seen.add(message.type);
  }
  const expected = [
    "appendEntries",
    "appendEntriesReply",
    "forward",
    "installSnapshot",
    "register",
    "request",
  ];
  assertEquals([...seen].sort(), [
    ...expected,
    "requestVote",
    "requestVoteReply",
    "snapshotChunk",
    "snapshotChunkReply",
  ]);
});

Deno.test("a session's stamp and its answers are taken too", () => {
  const stamp = { session: 3, sequence: 1, lowest: 1 };
  assert(isMessage({ type: "request", command: commands[0], stamp }));
  const answers = new Map<number, unknown>([[1, null], [2, true], [3, "text"]]);
  const configuration = {
    voters: [0, 1],
    outgoing: [],
    learners: [2],
    learnersNext: [],
    autoLeave: false,
  };
  const snapshot = {
    last: { index: 9, term: 2 },
    placed: { index: 0, configuration },
    machine: { bytes: 6, pages: [new Map([["x", "1"]])] },
    sessions: new Map([[3, { lowest: 1, answers, usedAt: 8 }]]),
  };
  const install = { type: "installSnapshot", term: 2, snapshot, round: 1 };
  assert(isMessage(install));
  const one = { bytes: 6, pages: 1 }, parts = [one, one, one];
  const leased = { bytes: 18, pages: [1, 2, 3].map(() => new Map([["x", "1"]])), parts };
  const results = [null, "there", { entries: [["a", "1"], ["b", "2", 7]], more: true }];
  const leasedAnswers = new Map<number, unknown>([
    [1, { succeeded: true, results }],
    [2, { id: 7, ttlMs: 5000 }],
    [3, { refused: "no lease", words: "there is no lease 7" }],
  ]);
  const sessions = new Map([[3, { lowest: 1, answers: leasedAnswers, usedAt: 8 }]]);
  travels({ ...install, snapshot: { ...snapshot, machine: leased, sessions } } as Message);
  const voters = { ...configuration, voters: [0, 3] };
  assert(
    !isMessage({
      ...install,
      snapshot: { ...snapshot, placed: { index: 0, configuration: voters } },
    }),
  );
});

Deno.test("a snapshot that claims to be larger than any store is not taken", () => {
  const chunk = {
    type: "snapshotChunk",
    term: 2,
    last: { index: 9, term: 2 },
    offset: 0,
    round: 1,
  };
  const more = { checksum: 7, data: new Uint8Array(3) };
  assert(isMessage({ ...chunk, ...more, bytes: 2 ** 30 }));
  assert(!isMessage({ ...chunk, ...more, bytes: 2 ** 30 + 1 }));
});

Deno.test("a message that a field is missing from, or is something else in, is not taken", () => {
  const messages = messagesOfARun();
  const other = fc.constantFrom<unknown>(undefined, -1, 0.5, "text", [7], { a: 1 }, 1n, new Map());
  const damage = fc.tuple(fc.nat({ max: messages.length - 1 }), fc.nat(), other, fc.boolean());
  fc.assert(
    fc.property(damage, ([which, field, value, missing]) => {
      const message: Record<string, unknown> = { ...messages[which]! };
      const names = Object.keys(message);
      const name = names[field % names.length]!;
      // Most parts of a snapshot end no block.
      if (missing && name === "ends") return;
      if (missing) delete message[name];
      else message[name] = value;
      assert(!isMessage(message), encode([name, message]));
    }),
    { seed: 1, numRuns: 2_000 },
  );
});

const strangers: readonly (readonly [string, unknown])[] = [
  ["a change of membership", { type: "change", transition: "auto", changes: [] }],
  ["a transfer of leadership", { type: "transfer", to: 1 }],
  ["a forwarded change", {
    type: "forward",
    request: { type: "change", transition: "auto", changes: [{ type: "remove", node: 0 }] },
    address: 9,
  }],
  ["a forwarded request of a node", { type: "forward", request: { type: "register" }, address: 2 }],
  ["a key that is too long", {
    type: "request",
    command: { type: "get", key: "x".repeat(1025) },
    stamp: null,
  }],
  ["a leader's word that a lease is over", {
    type: "request",
    command: { type: "expire", id: 7, turn: 1 },
    stamp: null,
  }],
  ["a lease without a number", {
    type: "request",
    command: { type: "put", key: "x", value: "", lease: 0 },
    stamp: null,
  }],
  ["a command of its own", { type: "request", command: { type: "clear" }, stamp: null }],
];

for (const [name, message] of strangers) {
  Deno.test(`a node does not take ${name}`, () => assert(!isMessage(message)));
}
