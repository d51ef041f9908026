import { assert, assertEquals } from "@std/assert";
import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { votersOnly } from "./configuration.ts";
import type { Message } from "./messages.ts";
import { answered, leader, logOf, saved, sent, server, type Step, upon } from "./servers_test.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

type Chunk = Message & { type: "snapshotChunk" };

const upTo = (index: number, machine: unknown[] = ["a", "b"]): Snapshot => ({
  last: { index, term: 2 },
  placed: { index: 0, configuration: votersOnly([0, 1, 2]) },
  machine,
  sessions: new Map(),
});

/** A snapshot in chunks of 20 bytes. */
function chunksOf(snapshot: unknown, last = (snapshot as Snapshot).last): Chunk[] {
  const data = encodePlain(snapshot), checksum = crc32c(data);
  return Array.from({ length: Math.ceil(data.length / 20) }, (_, i) => ({
    type: "snapshotChunk",
    term: 3,
    last,
    bytes: data.length,
    checksum,
    offset: 20 * i,
    data: data.slice(20 * i, 20 * (i + 1)),
    round: 4,
  }));
}

/** What comes of several chunks, one after another. */
function uponAll(s: State<unknown[]>, chunks: readonly Message[]): Step {
  const [first, ...rest] = chunks;
  return rest.reduce((step, chunk) => upon(step.state, 1, chunk), upon(s, 1, first!));
}

const follower = () => server({ term: 3, log: logOf([1, 1]) });

Deno.test("chunks: a follower says how much it has, and installs the whole", () => {
  const chunks = chunksOf(upTo(4));
  assert(chunks.length > 3);
  const first = upon(follower(), 1, chunks[0]!);
  assertEquals(sent(first, "offset", "received"), ["1 snapshotChunkReply offset=0 received=20"]);
  assertEquals(saved(first), []);
  const all = uponAll(follower(), chunks);
  assertEquals(sent(all, "success", "match"), ["1 appendEntriesReply success=true match=4"]);
  assertEquals([all.state.snapshot, all.state.partial], [upTo(4), undefined]);
});

Deno.test("chunks: what comes twice, too early or too late does not count", () => {
  const [one, two, three] = chunksOf(upTo(4)) as [Chunk, Chunk, Chunk];
  const step = uponAll(follower(), [two, one, one, three, two]);
  assertEquals(step.state.partial?.received, 40);
  assertEquals(sent(step, "offset", "received"), ["1 snapshotChunkReply offset=20 received=40"]);
});

Deno.test("chunks: a newer snapshot takes the place of one that is half there, an older one does not", () => {
  const older = chunksOf(upTo(4)), newer = chunksOf(upTo(6, ["c"]));
  const step = uponAll(follower(), [older[0]!, older[1]!, newer[0]!]);
  assertEquals([step.state.partial?.last.index, step.state.partial?.received], [6, 20]);
  const late = upon(step.state, 1, older[2]!);
  assertEquals([late.state.partial?.last.index, sent(late)], [6, []]);
  // Another leader may have an older one, and no other.
  const other = upon(step.state, 1, { ...older[0]!, term: 4 });
  assertEquals([other.state.partial?.last.index, other.state.partial?.received], [4, 20]);
});

Deno.test("chunks: another leader that sends the same goes on where the first has stopped", () => {
  const chunks = chunksOf(upTo(4));
  const half = uponAll(follower(), chunks.slice(0, 2));
  const step = upon(half.state, 2, { ...chunks[0]!, term: 4 });
  assertEquals(sent(step, "offset", "received"), ["2 snapshotChunkReply offset=0 received=40"]);
  const whole = uponAll(step.state, chunks.slice(2).map((chunk) => ({ ...chunk, term: 4 })));
  assertEquals(whole.state.snapshot, upTo(4));
});

Deno.test("chunks: bytes that are not what was sent are thrown away, all of them", () => {
  const good = chunksOf(upTo(4));
  const wrong: readonly Chunk[][] = [
    good.map((chunk) => ({ ...chunk, checksum: 7 })),
    good.map((chunk, i) => i === 1 ? { ...chunk, data: chunk.data.toReversed() } : chunk),
    good.map((chunk, i) => i < good.length - 1 ? chunk : { ...chunk, data: new Uint8Array(99) }),
    chunksOf({ machine: [] }, { index: 4, term: 2 }),
  ];
  for (const chunks of wrong) {
    const step = uponAll(follower(), chunks);
    assertEquals([step.state.commitIndex, step.state.partial], [0, undefined]);
    assertEquals(sent(step, "received"), ["1 snapshotChunkReply received=0"]);
  }
});

Deno.test("chunks: a snapshot that is no news is acknowledged at once, one of an older term refused", () => {
  const [chunk] = chunksOf(upTo(4)) as [Chunk];
  const s = server({ term: 3, log: logOf([1, 1, 2, 2, 3]), commitIndex: 5, lastApplied: 5 });
  assertEquals(sent(upon(s, 1, chunk), "success", "match"), [
    "1 appendEntriesReply success=true match=5",
  ]);
  assertEquals(sent(upon(server({ term: 9 }), 1, chunk), "term", "success"), [
    "1 appendEntriesReply term=9 success=false",
  ]);
});

Deno.test("chunks: what has come of a snapshot is forgotten when the entries themselves have come", () => {
  const half = uponAll(follower(), chunksOf(upTo(4)).slice(0, 2));
  const step = upon(half.state, 1, {
    type: "appendEntries",
    term: 3,
    previous: { index: 2, term: 1 },
    entries: logOf([2, 2]).entries,
    commit: 4,
    round: 5,
  });
  assertEquals([step.state.commitIndex, step.state.partial], [4, undefined]);
});

/** A leader whose follower 1 needs a snapshot, in chunks of 20 bytes. */
function sending(): State<unknown[]> {
  const s = leader({
    log: logOf([2], { index: 4, term: 2 }),
    snapshot: upTo(4),
    commitIndex: 4,
    lastApplied: 4,
  });
  s.leading!.progress.delete(2);
  Object.assign(s.leading!.progress.get(1)!, { next: 3 });
  return s;
}

Deno.test("chunks: a leader sends one at a time, from where the follower is", () => {
  const options = { snapshotChunkBytes: 20 };
  const reply = { type: "snapshotChunkReply", term: 1, last: upTo(4).last, round: 0 } as const;
  const first = upon(sending(), 9, { type: "register" }, options);
  assertEquals(sent(first, "offset"), ["1 snapshotChunk offset=0", "2 appendEntries"]);
  const second = upon(first.state, 1, { ...reply, offset: 0, received: 20 }, options);
  assertEquals(sent(second, "offset"), ["1 snapshotChunk offset=20"]);
  // Answers that come twice or late bring nothing; a follower that has lost all gets it again.
  for (const [offset, received] of [[0, 20], [0, 40], [20, 20], [40, 60]] as const) {
    assertEquals(sent(upon(second.state, 1, { ...reply, offset, received }, options)), []);
  }
  const lost = upon(second.state, 1, { ...reply, offset: 20, received: 0 }, options);
  assertEquals(sent(lost, "offset"), ["1 snapshotChunk offset=0"]);
  const jump = upon(second.state, 1, { ...reply, offset: 20, received: 80 }, options);
  assertEquals(sent(jump, "offset"), ["1 snapshotChunk offset=80"]);
  const over = upon(second.state, 1, { ...reply, term: 2, offset: 20, received: 40 }, options);
  assertEquals([over.state.role, sent(over), answered(over)], ["follower", [], []]);
});

Deno.test("chunks: an answer from before the follower lost what it had does not move the leader", () => {
  const options = { snapshotChunkBytes: 20 };
  const { state } = upon(sending(), 9, { type: "register" }, options);
  Object.assign(state.leading!.progress.get(1)!, { since: 2 });
  const reply = {
    type: "snapshotChunkReply",
    term: 1,
    last: upTo(4).last,
    offset: 0,
    received: 20,
  } as const;
  const late = upon(state, 1, { ...reply, round: 1 }, options);
  assertEquals([sent(late), late.state.leading!.progress.get(1)!.offset], [[], 0]);
  assertEquals(sent(upon(state, 1, { ...reply, round: 2 }, options), "offset"), [
    "1 snapshotChunk offset=20",
  ]);
});
