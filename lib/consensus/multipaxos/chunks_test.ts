import { assert, assertEquals } from "@std/assert";
import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import type { Message } from "./messages.ts";
import { after, leader, saved, sent, server, type Step, upon, waits } from "./servers_test.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";
import type { Voted } from "./log.ts";

type Chunk = Message & { type: "snapshotChunk" };

const upTo = (slot: number, machine: unknown[] = ["a", "b"]): Snapshot => ({
  slot,
  commands: slot,
  configurations: [{ from: 1, members: [0, 1, 2] }],
  machine,
  sessions: new Map(),
});

/** A no-op is decided in a slot. */
const told = (slot: number): Voted => ({
  slot,
  ballot: { round: 1, node: 1 },
  value: { origin: { round: 1, node: 1 }, commands: [] },
});

/** A snapshot in chunks of 20 bytes. */
function chunksOf(snapshot: unknown, slot = (snapshot as Snapshot).slot): Chunk[] {
  const data = encodePlain(snapshot), checksum = crc32c(data), bytes = data.length;
  return Array.from({ length: Math.ceil(bytes / 20) }, (_, i) => ({
    type: "snapshotChunk",
    slot,
    bytes,
    checksum,
    offset: 20 * i,
    data: data.slice(20 * i, 20 * (i + 1)),
  }));
}

/** What comes of several chunks, one after another. */
function uponAll(s: State<unknown[]>, chunks: readonly Message[], from = 1): Step {
  const [first, ...rest] = chunks;
  return rest.reduce((step, chunk) => upon(step.state, from, chunk), upon(s, from, first!));
}

Deno.test("chunks: a server says how much it has, installs the whole, and asks for what comes after it", () => {
  const chunks = chunksOf(upTo(4));
  assert(chunks.length > 3);
  const first = upon(server(), 1, chunks[0]!);
  assertEquals(sent(first, "offset", "received"), ["1 snapshotChunkReply offset=0 received=20"]);
  assertEquals(saved(first), []);
  const all = uponAll(server(), chunks);
  assertEquals(sent(all, "executed"), ["1 fetch executed=4"]);
  assertEquals(all.state.snapshot, upTo(4));
  assertEquals([all.state.machine, all.state.partial], [["a", "b"], undefined]);
  assertEquals(saved(all).map(({ type }) => type), ["snapshot"]);
});

Deno.test("chunks: what comes twice or too early does not count, and what is no news is answered at once", () => {
  const [one, two, three] = chunksOf(upTo(4)) as [Chunk, Chunk, Chunk];
  const step = uponAll(server(), [two, one, one, three, two]);
  assertEquals(step.state.partial?.received, 40);
  assertEquals(sent(step, "offset", "received"), ["1 snapshotChunkReply offset=20 received=40"]);
  assertEquals(sent(upon(server({ executed: 4 }), 2, one), "executed"), ["2 fetch executed=4"]);
});

Deno.test("chunks: another server that sends the same goes on where the first has stopped", () => {
  const chunks = chunksOf(upTo(4)), half = uponAll(server(), chunks.slice(0, 2));
  const step = upon(half.state, 2, chunks[0]!);
  assertEquals(sent(step, "offset", "received"), ["2 snapshotChunkReply offset=0 received=40"]);
  assertEquals(uponAll(step.state, chunks.slice(2), 2).state.snapshot, upTo(4));
});

Deno.test("chunks: of two who send different snapshots, the leader is listened to", () => {
  const one = chunksOf(upTo(4)), other = chunksOf(upTo(6, ["c"]));
  const half = uponAll(server(), one.slice(0, 2));
  const ignored = upon(half.state, 2, other[0]!);
  assertEquals([sent(ignored), ignored.state.partial?.slot], [[], 4]);
  // An older one, too, as nobody else may be there any more.
  const led = upon(uponAll(server({ leader: null }), other.slice(0, 2), 2).state, 1, one[0]!);
  assertEquals([led.state.partial?.slot, led.state.partial?.received], [4, 20]);
});

Deno.test("chunks: bytes that are not what was sent are thrown away, all of them", () => {
  const good = chunksOf(upTo(4));
  const wrong: readonly Chunk[][] = [
    good.map((chunk) => ({ ...chunk, checksum: 7 })),
    good.map((chunk, i) => i === 1 ? { ...chunk, data: chunk.data.toReversed() } : chunk),
    good.map((chunk, i) => i < good.length - 1 ? chunk : { ...chunk, data: new Uint8Array(99) }),
    chunksOf({ machine: [] }, 4),
    chunksOf({ ...upTo(4), configurations: [] }),
  ];
  for (const chunks of wrong) {
    const step = uponAll(server(), chunks);
    assertEquals([step.state.executed, step.state.partial], [0, undefined]);
    assertEquals(sent(step, "received"), ["1 snapshotChunkReply received=0"]);
  }
});

Deno.test("chunks: what has come of a snapshot is forgotten when the slots themselves have come", () => {
  const half = uponAll(server(), chunksOf(upTo(2)).slice(0, 2));
  const learn = (...slots: number[]): Message => ({
    type: "learn",
    decided: slots.map(told),
    executed: 2,
  });
  const step = upon(half.state, 1, learn(1));
  assertEquals(step.state.partial?.received, 40);
  assertEquals(upon(step.state, 1, learn(2)).state.partial, undefined);
});

Deno.test("chunks: chunks are saved where that is wanted, and then the snapshot need not be", () => {
  const chunks = chunksOf(upTo(4)), options = { savesChunks: true };
  const records = [];
  let { state } = upon(server(), 1, { type: "news", executed: 4 });
  for (const chunk of chunks) {
    const step = upon(state, 1, chunk, options);
    records.push(...saved(step).map(({ type }) => type));
    state = step.state;
  }
  assertEquals(records, [...chunks.map(() => "chunk"), "installed"]);
});

/** A server with a snapshot of its first four slots, which are gone. */
const holder = (): State<unknown[]> =>
  leader({
    log: { base: 4, entries: new Map() },
    snapshot: upTo(4),
    executed: 4,
    machine: ["a", "b"],
  });
const options = { snapshotChunkBytes: 20 };
const fetch = (executed: number): Message => ({ type: "fetch", executed });
const reply = (offset: number, received: number): Message => ({
  type: "snapshotChunkReply",
  slot: 4,
  offset,
  received,
});

Deno.test("chunks: a server sends one at a time, from where its receiver is", () => {
  const first = upon(holder(), 1, fetch(0), options);
  assertEquals(sent(first, "slot", "offset"), ["1 snapshotChunk slot=4 offset=0"]);
  const second = upon(first.state, 1, reply(0, 20), options);
  assertEquals(sent(second, "offset"), ["1 snapshotChunk offset=20"]);
  // Answers that come twice or late bring nothing; a receiver that has lost all gets it again.
  for (const [offset, received] of [[0, 20], [0, 40], [20, 20], [40, 60]] as const) {
    assertEquals(sent(upon(second.state, 1, reply(offset, received), options)), []);
  }
  assertEquals(sent(upon(second.state, 1, reply(20, 0), options), "offset"), [
    "1 snapshotChunk offset=0",
  ]);
  assertEquals(sent(upon(second.state, 1, reply(20, 80), options), "offset"), [
    "1 snapshotChunk offset=80",
  ]);
  // Somebody else begins at the beginning; a snapshot that fits into a message is sent whole.
  assertEquals(sent(upon(second.state, 2, fetch(0), options), "offset"), [
    "2 snapshotChunk offset=0",
  ]);
  assertEquals(sent(upon(holder(), 1, fetch(0))), ["1 installSnapshot"]);
});

Deno.test("chunks: a chunk is sent again when its receiver has asked for it some times", () => {
  let step = upon(holder(), 1, fetch(0), options), asked = 0;
  do step = upon(step.state, 1, fetch(0), options); while (sent(step).length === 0 && ++asked < 20);
  assertEquals([asked, sent(step, "offset")], [6, ["1 snapshotChunk offset=0"]]);
});

Deno.test("chunks: slots after a snapshot that is sent are kept until its receivers have them, or are not heard of", () => {
  const handing = upon(holder(), 1, fetch(0), options).state;
  const more: Message = {
    type: "learn",
    decided: Array.from({ length: 6 }, (_, i) => told(5 + i)),
    executed: 10,
  };
  const every = { ...options, snapshotEvery: 2 };
  assertEquals(upon(holder(), 1, more, every).state.log.base, 10);
  const { state } = upon(handing, 1, more, every);
  assertEquals([state.log.base, state.snapshot.slot, state.handout?.snapshot.slot], [4, 10, 4]);
  // It has installed the snapshot, and asks for the rest; somebody else can use the same one.
  assertEquals(sent(upon(state, 1, fetch(4), every)), ["1 learn"]);
  assertEquals(sent(upon(state, 2, fetch(3), every), "slot"), ["2 snapshotChunk slot=4"]);
  assertEquals(upon(state, 1, fetch(10), every).state.handout, undefined);
  const once = after(state, "handout", every);
  assertEquals([once.state.handout?.snapshot.slot, waits(once)], [4, ["handout"]]);
  assertEquals(after(once.state, "handout", every).state.handout, undefined);
});
