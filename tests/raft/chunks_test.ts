/** Snapshots that are larger than a message: they come in chunks, whatever happens on the way. */

import { assert, assertEquals, assertLess, assertLessOrEqual } from "@std/assert";
import { bytesOf } from "hb/model/bytes_of.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import type { Message } from "hb/consensus/raft/messages.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import { uniform } from "hb/sim/latency.ts";
import { calm, type ListWorld, propose } from "./transcript.ts";

const CHUNK = 100;
const small: Omit<Options, "machine"> = {
  snapshotEvery: 5,
  snapshotChunkBytes: CHUNK,
  maxEntryBytesPerMessage: CHUNK,
};

const bodies = (trace: readonly TraceEvent[]): Message[] =>
  trace.flatMap((event) => event.kind === "send" ? [event.body as Message] : []);
const offsets = (trace: readonly TraceEvent[]): number[] =>
  bodies(trace).flatMap((body) => body.type === "snapshotChunk" ? [body.offset] : []);

/** By sender, receiver, term and snapshot: how large it is, and how many chunks of it were sent. */
function chunks(trace: readonly TraceEvent[]): Map<string, { sent: number; bytes: number }> {
  const found = new Map<string, { sent: number; bytes: number }>();
  for (const event of trace) {
    if (event.kind !== "send") continue;
    const body = event.body as Message;
    if (body.type !== "snapshotChunk") continue;
    const link = `${event.from} → ${event.to} in term ${body.term} up to ${body.last.index}`;
    const entry = found.get(link) ?? { sent: 0, bytes: body.bytes };
    entry.sent++;
    found.set(link, entry);
  }
  return found;
}

/** Server 3 is cut off while the others write what makes a snapshot of many chunks. */
function behind(
  options: Omit<Options, "machine"> = {},
  changes: Parameters<typeof calm>[2] = {},
  seed = 1,
): ListWorld {
  const world = calm(
    4,
    { ...small, ...options },
    {
      faults: [{ kind: "partition", at: 150, forMs: 350, sides: [[3], [0, 1, 2]] }],
      ...changes,
    },
    [],
    seed,
  );
  world.run(160);
  for (let i = 0; i < 30; i++) {
    propose(world, 0, `command ${i} of many, so that there is something to send`);
    world.run(10);
  }
  assert(world.now < 500);
  return world;
}

function assertCaughtUp(world: ListWorld, node = 3): void {
  assertEquals(world.violation, undefined);
  const longest = Math.max(...world.states.map((s) => s?.machine.length ?? 0));
  assertEquals(world.states[node]!.machine.length, longest);
  assertEquals(world.states[node]!.partial, undefined);
}

Deno.test("Raft: a snapshot that is too large for a message comes in chunks, each of them once", () => {
  const world = behind();
  world.run(1000);
  assertCaughtUp(world);
  const sent = bodies(world.trace);
  assertEquals(sent.filter(({ type }) => type === "installSnapshot"), []);
  const all = offsets(world.trace);
  assert(all.length > 10, `${all}`);
  assertEquals(all, all.map((_, i) => i * CHUNK));
  for (const message of sent) assertLessOrEqual(bytesOf(message), CHUNK + 300, message.type);
});

Deno.test("Raft: chunks are lost, doubled and overtake each other, and the follower catches up with few more", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const network = { latency: uniform(1, 30), loss: 0.05, duplication: 0.3 };
    const world = behind({}, { network }, seed);
    world.run(8_000);
    assertCaughtUp(world);
    // Each chunk brings one answer that counts, doubled or not; a few are lost, and are sent again.
    for (const [link, { sent, bytes }] of chunks(world.trace)) {
      assertLess(sent, 1.5 * Math.ceil(bytes / CHUNK) + 4, `on seed ${seed}, ${link}`);
    }
  }
});

Deno.test("Raft: a follower that crashes in the middle begins again, and one whose leader does goes on", () => {
  for (const node of [3, 0]) {
    const world = behind();
    world.run(1000, ({ states }) => (states[3]?.partial?.received ?? 0) > 5 * CHUNK);
    const had = world.states[3]!.partial!.received, from = world.trace.length;
    world.inject({ kind: "crash", at: world.now, node, downMs: 500 });
    world.run(3000);
    assertCaughtUp(world);
    const [first, second] = offsets(world.trace.slice(from)).filter((offset) => offset !== had);
    if (node === 0) {
      // The new leader has the same snapshot, and hears at once how much of it is there.
      assertEquals(first, 0);
      assert(second! > had, `${second} after ${had}`);
    } else {
      assertEquals(offsets(world.trace.slice(from)).includes(0), true);
    }
  }
});

Deno.test("Raft: a leader goes on writing and compacting while a follower gets a snapshot that takes long", () => {
  const world = behind({ keepEntries: 20 }, { network: { latency: uniform(10, 12) } });
  for (let i = 0; i < 200; i++) {
    const leader = world.states.findIndex((s) => s?.role === "leader");
    propose(world, leader, `more ${i}`);
    world.run(10);
  }
  world.run(1000);
  assertCaughtUp(world);
  const lasts = new Set(
    bodies(world.trace).flatMap((body) => body.type === "snapshotChunk" ? [body.last.index] : []),
  );
  // One snapshot brings it there, since the leader keeps what comes after it.
  assertEquals(lasts.size, 1);
});

Deno.test("Raft: a leader does not keep its log for a follower that has gone in the middle", () => {
  const world = behind();
  world.run(1000, ({ states }) => (states[3]?.partial?.received ?? 0) > 5 * CHUNK);
  world.inject({ kind: "crash", at: world.now, node: 3 });
  for (let i = 0; i < 100; i++) {
    propose(world, 0, `more ${i}`);
    world.run(10);
  }
  const leader = world.states[0]!;
  assertLess(leader.log.entries.length, 10);
  assertEquals(leader.leading!.outgoing, undefined);
});

/** Server 1 is paused while the others go on; how many snapshots are sent, and how long the log gets. */
function paused(keepBytes: number, forMs: number): { snapshots: number; longest: number } {
  const faults = [{ kind: "pause", at: 200, node: 1, forMs }] as const;
  const world = calm(3, { snapshotEvery: 5, keepBytes, maxInflight: 2 }, { faults });
  world.run(200);
  let longest = 0;
  for (let i = 0; i < 100; i++) {
    propose(world, 0, `command ${i}`);
    world.run(5);
    longest = Math.max(longest, world.states[0]!.log.entries.length);
  }
  world.run(1000);
  assertEquals(world.violation, undefined);
  assertEquals(world.states.map((s) => s!.machine.length), [100, 100, 100]);
  const snapshots = bodies(world.trace).filter(({ type }) => type === "installSnapshot").length;
  return { snapshots, longest };
}

Deno.test("Raft: a follower that is a little behind needs no snapshot, as long as it answers and its entries may be kept", () => {
  assert(paused(0, 80).snapshots > 0);
  assert(paused(200, 80).snapshots > 0);
  const { snapshots, longest } = paused(10_000, 80);
  assertEquals(snapshots, 0);
  assertLess(longest, 30);
  const gone = paused(10_000, 600);
  assert(gone.snapshots > 0);
  assertLess(gone.longest, 40);
});
