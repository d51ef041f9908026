/** Snapshots of a state machine that is kept in pages: nothing is copied, sent or saved as a whole. */

import {
  assert,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertStrictEquals,
} from "@std/assert";
import type { Message } from "hb/consensus/raft/messages.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { encodeInPieces, encodePlain } from "hb/codec/encode_plain.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import type { Frozen } from "hb/replicated/paging.ts";
import {
  countIn,
  emptyPagedMap,
  PAGE_BYTES,
  type PagedMap,
  paging,
  setIn,
} from "hb/replicated/state_machine/paged_map.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import { uniform } from "hb/sim/latency.ts";
import { calm, type ListWorld, propose } from "./transcript.ts";

/** Keys with large values: a command is a key. */
const machine: StateMachine<PagedMap, string, null> = {
  init: emptyPagedMap,
  paging,
  apply(state, key) {
    setIn(state, key, key.padEnd(PAGE_BYTES / 8, "."));
    return null;
  },
};

/** Smaller than a page, so that most blocks take several chunks. */
const CHUNK = 20_000;

const options = {
  machine,
  snapshotEvery: 5,
  snapshotChunkBytes: CHUNK,
  savesChunks: true,
} as Omit<Options, "machine">;

const stateOf = (world: ListWorld, node: number) => world.states[node] as { machine: unknown };
const mapOf = (world: ListWorld, node: number) => stateOf(world, node).machine as PagedMap;
const chunksIn = (trace: readonly TraceEvent[]) =>
  trace.flatMap((event) => {
    const body = event.kind === "send" ? event.body as Message : undefined;
    return body?.type === "snapshotChunk" ? [body] : [];
  });

const KEYS = 80;

/** Server 3 is cut off while the others put what makes many pages. */
function behind(
  more: Omit<Options, "machine"> = {},
  changes: Parameters<typeof calm>[2] = {},
  seed = 1,
): ListWorld {
  const faults = [{ kind: "partition", at: 150, forMs: 900, sides: [[3], [0, 1, 2]] }] as const;
  const world = calm(4, { ...options, ...more }, { faults, ...changes }, [], seed);
  world.run(160);
  for (let key = 0; key < KEYS; key++) {
    const leader = world.states.findIndex((state) => state?.role === "leader");
    propose(world, Math.max(0, leader), `${key}`);
    world.run(10);
  }
  assertLess(world.now, 1050);
  return world;
}

function assertCaughtUp(world: ListWorld): void {
  assertEquals(world.violation, undefined);
  const [most] = world.states.map((_, node) => mapOf(world, node)).toSorted((a, b) =>
    countIn(b) - countIn(a)
  );
  assertLess(KEYS / 2, countIn(most!));
  assertEquals(mapOf(world, 3).pages, most!.pages);
  assertEquals(world.states[3]!.partial, undefined);
}

/** Until server 3 has more than a third of the snapshot. */
function half(world: ListWorld): number {
  world.run(3000, ({ states }) => {
    const { received = 0, bytes = 0 } = states[3]?.partial ?? {};
    return received > bytes / 3;
  });
  const { received } = world.states[3]!.partial!;
  assertLess(CHUNK, received);
  return received;
}

Deno.test("Raft in pages: a snapshot shares them with the state machine, which copies what it changes", () => {
  const world = behind();
  for (const node of [0, 1, 2]) {
    const { snapshot, lastApplied } = world.states[node]!;
    assert(snapshot.last.index > 0);
    const { pages } = snapshot.machine as Frozen, now = mapOf(world, node).pages;
    const shared = pages.filter((page, i) => page === now[i]).length;
    assertLessOrEqual(pages.length - (lastApplied - snapshot.last.index) - 2, shared);
  }
});

Deno.test("Raft in pages: no message and no record holds more than a chunk or an entry", () => {
  const world = behind();
  world.run(3000);
  assertCaughtUp(world);
  const chunks = chunksIn(world.trace);
  assertLess(10, chunks.length);
  for (const { data } of chunks) assertLessOrEqual(data.length, CHUNK);
  const written = world.trace.flatMap((event) =>
    event.kind === "save" && event.node === 3 ? [event.record] : []
  );
  for (const record of written) assertLess(encodePlain(record).length, 1.5 * CHUNK);
  assertEquals(written.filter((record) => Object(record).type === "installed").length, 1);
});

Deno.test("Raft in pages: each chunk is sent once, and they end where blocks do", () => {
  const world = behind();
  world.run(3000);
  const all = chunksIn(world.trace), { last } = all.at(-1)!;
  // While the follower could not be reached, the beginning of others was sent.
  const chunks = all.filter((chunk) => chunk.last.index === last.index);
  let at = 0;
  for (const { offset, data } of chunks) {
    assertEquals(offset, at);
    at += data.length;
  }
  assertEquals(at, chunks[0]!.bytes);
  const blocks = chunks.filter(({ ends }) => ends).length + 1;
  assertLess((world.states[0]!.snapshot.machine as Frozen).pages.length / 3, blocks);
});

Deno.test("Raft in pages: chunks are lost, doubled and overtake each other", () => {
  for (let seed = 1; seed <= 5; seed++) {
    const network = { latency: uniform(1, 30), loss: 0.05, duplication: 0.3 };
    const world = behind({}, { network }, seed);
    world.run(12_000);
    assertCaughtUp(world);
  }
});

Deno.test("Raft in pages: a follower that restarts goes on where it was, and so does one whose leader does", () => {
  for (const node of [3, 0]) {
    const world = behind();
    const had = half(world), from = world.trace.length;
    world.inject({ kind: "crash", at: world.now, node, downMs: 500 });
    world.run(6000);
    assertCaughtUp(world);
    const later = chunksIn(world.trace.slice(from));
    const again = later.filter(({ offset }) => offset > 0 && offset < had - CHUNK);
    assertEquals(again.map(({ offset }) => offset), []);
    assert(later.some(({ offset }) => offset >= had - CHUNK));
  }
});

Deno.test("Raft in pages: a follower keeps no more undecoded than a block", () => {
  let most = 0;
  const world = behind();
  world.run(3000, ({ states }) => {
    const { chunks = [] } = states[3]?.partial ?? {};
    most = Math.max(most, chunks.reduce((sum, { length }) => sum + length, 0));
    return false;
  });
  assertCaughtUp(world);
  const { pages } = world.states[3]!.snapshot.machine as Frozen;
  assertLess(most, Math.max(...pages.map((page) => encodePlain([page]).length)) + 1);
});

Deno.test("Raft in pages: a leader goes through a large snapshot a block at a time before it sends it", () => {
  const world = behind();
  let most = 0, before = 0;
  world.run(3000, ({ states }) => {
    const { blocks = [] } = states[0]!.leading?.outgoing ?? {};
    most = Math.max(most, blocks.length - before);
    before = blocks.length;
    return false;
  });
  assertCaughtUp(world);
  assertEquals(most, 1);
});

Deno.test("Raft in pages: a checkpoint is encoded in pieces, also in the middle of a snapshot", () => {
  const world = behind();
  half(world);
  for (const node of [0, 3]) {
    const saved = raft(options as Options).checkpoint!(world.states[node]! as State);
    let most = 0, all = 0;
    for (const { length } of encodeInPieces(saved, 2 ** 12)) {
      most = Math.max(most, length);
      all += length;
    }
    assertLess(3 * PAGE_BYTES, all);
    // A piece ends with the page that fills it.
    assertLess(most, 2 ** 12 + 3 * PAGE_BYTES);
  }
});

Deno.test("Raft in pages: a server that restarts with its snapshot shares the pages with it again", () => {
  const world = behind({ savesSnapshots: true });
  world.inject({ kind: "crash", at: world.now, node: 1, downMs: 20 });
  world.run(30, ({ states }) => states[1] !== undefined);
  const { snapshot } = world.states[1]!;
  const { pages } = snapshot.machine as Frozen;
  pages.forEach((page, i) => assertStrictEquals(page, mapOf(world, 1).pages[i]));
});
