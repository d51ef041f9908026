import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { votersOnly } from "./configuration.ts";
import type { Message } from "./messages.ts";
import { command } from "./servers_test.ts";
import { isMessage } from "./schema.ts";

const position = { index: 1, term: 1 };
const stamp = { session: 1, sequence: 2, lowest: 0 };
const request: Message & { type: "request" } = {
  type: "request",
  command: { any: "thing" },
  stamp,
};

/** A message of each type, with everything in it that may be. */
const good: readonly Message[] = [
  request,
  { type: "register" },
  { type: "change", transition: "auto", changes: [{ type: "remove", node: 1 }] },
  { type: "transfer", to: 2 },
  { type: "forward", request, address: 9 },
  { type: "requestVote", term: 1, last: position, pre: true, transfer: false },
  { type: "requestVoteReply", term: 1, granted: true, pre: false },
  {
    type: "appendEntries",
    term: 1,
    previous: position,
    entries: [
      command(1, "c"),
      { type: "command", term: 1, command: null, stamp },
      { type: "noop", term: 1 },
      { type: "register", term: 1 },
      { type: "configuration", term: 1, configuration: votersOnly([0]) },
    ],
    commit: 0,
    round: 0,
  },
  {
    type: "installSnapshot",
    term: 1,
    snapshot: {
      last: position,
      placed: { index: 0, configuration: votersOnly([0]) },
      machine: new Map(),
      sessions: new Map([[1, { lowest: 0, answers: new Map([[1, "x"]]), usedAt: 1 }]]),
    },
    round: 0,
  },
  {
    type: "snapshotChunk",
    term: 1,
    last: position,
    bytes: 9,
    checksum: 7,
    offset: 0,
    data: new Uint8Array(4),
    round: 0,
  },
  { type: "snapshotChunkReply", term: 1, last: position, offset: 0, received: 4, round: 0 },
  {
    type: "appendEntriesReply",
    term: 1,
    success: false,
    previous: 1,
    match: 0,
    hint: { term: null, index: 1 },
    round: 0,
  },
  { type: "timeoutNow", term: 3 },
];

Deno.test("well-formed: a message of each type is one, also with the sender's name", () => {
  for (const message of good) assert(isMessage({ ...message, from: 1 }), message.type);
  assertEquals(new Set(good.map(({ type }) => type)).size, 13);
});

Deno.test("well-formed: without one of its fields, or with another thing in it, a message is none", () => {
  for (const message of good) {
    for (const field of Object.keys(message)) {
      const { [field as "type"]: _, ...rest } = message;
      assert(!isMessage(rest), `${message.type} without ${field}`);
      if (field !== "command") {
        assert(!isMessage({ ...rest, [field]: -1 }), `${message.type} ${field}`);
      }
    }
  }
});

Deno.test("well-formed: what is deep inside is looked at too", () => {
  const append = good.find(({ type }) => type === "appendEntries")!;
  const snapshot = good.find(({ type }) => type === "installSnapshot")! as Message & {
    type: "installSnapshot";
  };
  assert(!isMessage({ ...append, entries: [{ type: "other", term: 1 }] }));
  assert(!isMessage({ ...append, entries: [{ ...command(1, "c"), stamp: { session: "1" } }] }));
  assert(!isMessage({ ...append, previous: { index: 1.5, term: 0 } }));
  const placed = { index: 0, configuration: votersOnly([]) };
  assert(!isMessage({ ...snapshot, snapshot: { ...snapshot.snapshot, placed } }));
  assert(
    !isMessage({ ...snapshot, snapshot: { ...snapshot.snapshot, sessions: new Map([["x", 1]]) } }),
  );
  assert(!isMessage({ type: "forward", request: { type: "timeoutNow", term: 1 }, address: 1 }));
});

Deno.test("well-formed: nothing that may arrive makes the check throw", () => {
  fc.assert(
    fc.property(fc.anything({ withMap: true, withBigInt: true }), (data) => {
      assert(!isMessage(data));
    }),
    { seed: 1, numRuns: 500 },
  );
  for (const type of ["toString", "__proto__", "constructor"]) assert(!isMessage({ type }));
});
