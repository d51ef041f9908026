/** Snapshots that are larger than a message: they come in chunks, whatever happens on the way. */

import { assert, assertEquals, assertLess } from "@std/assert";
import { bytesOf } from "../../model/bytes_of.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { bare } from "../../replicated/requests.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import {
  countIn,
  emptyPagedMap,
  type PagedMap,
  paging,
  setIn,
} from "../../replicated/state_machine/paged_map.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { World } from "../../sim/world.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { multiPaxos } from "./multipaxos.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** Keys with large values: a command is a key. */
const machine: StateMachine<PagedMap, unknown, null> = {
  init: emptyPagedMap,
  paging,
  apply(state, key) {
    setIn(state, key as string, (key as string).padEnd(1000, "."));
    return null;
  },
};

const CHUNK = 2_000, KEYS = 60;

type Trial = World<State<PagedMap>, Message, Timer, Saved>;

/** Server 3 is cut off while the others put what makes a snapshot of many chunks; then it asks for it. */
function behind(
  options: Partial<Options> = {},
  { network = {}, faults = [], more = 0, seed = 1 }: {
    readonly network?: NetworkOptions;
    readonly faults?: readonly Fault[];
    /** How many keys are put after that. */
    readonly more?: number;
    readonly seed?: number;
  } = {},
): Trial {
  const cut: Fault = { kind: "partition", at: 700, forMs: 800, sides: [[3], [0, 1, 2]] };
  const asks = Array.from({ length: KEYS + more }, (_, i) => ({ at: 710 + 10 * i, input: `${i}` }));
  return new World({
    protocol: multiPaxos({
      whenNotLeading: "forward",
      snapshotEvery: 5,
      snapshotChunkBytes: CHUNK,
      ...options,
      machine,
    }),
    nodes: 4,
    network: { latency: constant(2), ...network },
    faults: [cut, ...faults],
    seed,
    invariants: invariants as never,
    clients: {
      workload: [asks],
      ask: (input): Message => bare(input),
      to: ({ attempt }) => attempt % 3,
      timeoutMs: 60,
      retries: 100,
    },
  });
}

const chunksIn = (trace: readonly TraceEvent[]) =>
  trace.flatMap((event) => {
    const body = event.kind === "send" ? event.body as Message : undefined;
    return body?.type === "snapshotChunk" ? [body] : [];
  });
const receivedBy = ({ states }: Trial, node = 3) => states[node]?.partial?.received ?? 0;
const isHalfway = (world: Trial) => receivedBy(world) > 5 * CHUNK;

function assertCaughtUp(world: Trial, keys = KEYS): void {
  assertEquals(world.violation, undefined);
  assertEquals(world.states.map((s) => countIn(s!.machine)), [keys, keys, keys, keys]);
  assertEquals(world.states[3]!.partial, undefined);
}

Deno.test("Multi-Paxos: a snapshot that is too large for a message comes in chunks, each of them once", () => {
  const world = behind();
  world.run(4000);
  assertCaughtUp(world);
  const sent = world.trace.flatMap((event) => event.kind === "send" ? [event.body as Message] : []);
  assertEquals(sent.filter(({ type }) => type === "installSnapshot"), []);
  const chunks = chunksIn(world.trace);
  assert(chunks.length > 20, `${chunks.length}`);
  const [{ slot, bytes }] = chunks as [typeof chunks[0] & object];
  assertEquals(new Set(chunks.map((chunk) => chunk.slot)), new Set([slot]));
  let next = 0;
  for (const { offset, data } of chunks) {
    assertEquals(offset, next);
    next += data.length;
    assert(data.length <= CHUNK && bytesOf(data) < CHUNK + 100);
  }
  assertEquals(next, bytes);
});

Deno.test("Multi-Paxos: chunks are lost, doubled and overtake each other, and the server catches up with few more", () => {
  for (let seed = 1; seed <= 8; seed++) {
    const network = { latency: uniform(1, 20), loss: 0.05, duplication: 0.2 };
    const world = behind({}, { network, seed });
    world.run(20_000);
    assertCaughtUp(world);
    const all = chunksIn(world.trace).map(({ slot, offset }) => `${slot} ${offset}`);
    assertLess(all.length, 1.6 * new Set(all).size + 8, `on seed ${seed}`);
  }
});

Deno.test("Multi-Paxos: a server that crashes in the middle goes on where it was if it has saved its chunks", () => {
  for (const savesChunks of [true, false]) {
    const world = behind({ savesChunks });
    world.run(4000, () => isHalfway(world));
    const had = receivedBy(world), from = world.trace.length;
    world.inject({ kind: "crash", at: world.now, node: 3, downMs: 200 });
    world.run(4000);
    assertCaughtUp(world);
    const offsets = chunksIn(world.trace.slice(from)).map(({ offset }) => offset);
    assertEquals(offsets.includes(0), !savesChunks, `${had}: ${offsets}`);
  }
});

Deno.test("Multi-Paxos: when the sender dies in the middle, another one goes on with the same snapshot", () => {
  const world = behind();
  world.run(4000, () => isHalfway(world));
  const had = receivedBy(world), from = world.trace.length;
  const leader = world.states.findIndex((s) => s!.leading !== null);
  world.inject({ kind: "crash", at: world.now, node: leader, downMs: 3000 });
  world.run(8000);
  assertCaughtUp(world);
  const [first, second] = chunksIn(world.trace.slice(from)).map(({ offset }) => offset)
    .filter((offset) => offset !== had);
  // The new leader begins at the beginning, and hears at once how much of it is there.
  assertEquals(first, 0);
  assert(second! >= had, `${second} after ${had}`);
});

Deno.test("Multi-Paxos: snapshots are taken while one is sent, and its receiver needs no second one", () => {
  const world = behind({}, { network: { latency: uniform(10, 12) }, more: 200 });
  world.run(15_000);
  assertCaughtUp(world, KEYS + 200);
  assertEquals(new Set(chunksIn(world.trace).map(({ slot }) => slot)).size, 1);
  for (const { handout, log } of world.states as State[]) {
    assertEquals(handout, undefined);
    assertLess(log.entries.size, 10);
  }
});

Deno.test("Multi-Paxos: slots are not kept for a server that has gone in the middle", () => {
  const world = behind({}, { more: 300 });
  world.run(4000, () => isHalfway(world));
  world.inject({ kind: "crash", at: world.now, node: 3, downMs: 60_000 });
  world.run(2500);
  const leader = world.states.find((s) => (s?.leading ?? null) !== null)!;
  assert(countIn(leader.machine) > KEYS + 100, `${countIn(leader.machine)}`);
  assertLess(leader.log.entries.size, 10);
  assertEquals(leader.handout, undefined);
});
