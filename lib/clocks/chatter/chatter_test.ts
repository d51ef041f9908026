import { assert, assertEquals } from "@std/assert";
import { counts } from "../../model/limits_test.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { knownByAll } from "../matrix.ts";
import { chatter, type Clock, type State } from "./chatter.ts";
import { hybrids, logical, matrices, vectors } from "./clocks.ts";
import { causesFirst, ownEventsInOrder } from "./invariants.ts";

interface About<C> {
  readonly nodes: number;
  readonly forMs: number;
  readonly pauseMs?: number;
  /** What all clocks show, at first. */
  readonly shown?: number;
  /** What is made of what a clock shows before the first event. */
  readonly first?: (clock: C) => C;
}

/** Nodes after they have chatted for a while. */
function chatted<C>(clock: Clock<C>, about: About<C>): State<C>[] {
  const { nodes, forMs, pauseMs, shown = 0, first = (clock) => clock } = about;
  const rules = {
    ...clock.rules,
    first: (io: Parameters<typeof clock.rules.first>[0]) => first(clock.rules.first(io)),
  };
  const world = new World({
    protocol: chatter(rules, pauseMs),
    nodes,
    network: { latency: uniform(2, 20) },
    clocks: { set: Array.from({ length: nodes }, () => ({ offsetMs: shown })) },
    invariants: [ownEventsInOrder(clock), causesFirst(clock)],
    seed: 1,
    trace: "none",
  });
  world.run(forMs);
  assertEquals(world.violation, undefined);
  return world.states.map((s) => s!);
}

Deno.test("nodes chat on however long they have, and clocks count every event", () => {
  const about = { nodes: 5, forMs: 1000, pauseMs: 4 };
  for (const clock of [logical, vectors, matrices, hybrids] as Clock<unknown>[]) {
    const states = chatted(clock, about);
    assert(states.every(({ events }) => events > 512));
  }
  const events = chatted(logical, about).map(({ events }) => events);
  assertEquals(chatted(vectors, about).map(({ clock }, node) => clock[node]), events);
  assertEquals(chatted(matrices, about).map(({ clock }, node) => clock[node]![node]), events);
});

Deno.test("many nodes chat, and each hears of all", () => {
  const about = { nodes: 33, forMs: 300 };
  const told = chatted(vectors, about);
  for (const { clock } of told) assert(clock.length === 33 && clock.every((count) => count > 0));
  const rows = chatted(matrices, about).map(({ clock }, node) => clock[node]);
  assertEquals(rows, told.map(({ clock }) => clock));
});

Deno.test("whatever clocks show at first, nodes chat as they do from zero", () => {
  const since = (shown: number, clock: (shown: number) => number[]) =>
    clock(shown).map((each) => each - shown);
  const nodes = { nodes: 3, forMs: 200 };
  for (const shown of counts) {
    const lamport = (shown: number) =>
      chatted(logical, { ...nodes, first: (clock) => clock + shown }).map(({ clock }) => clock);
    assertEquals(since(shown, lamport), lamport(0), `Lamport's from ${shown}`);
    if (shown > 2 ** 42) continue; // a clock of this size has no fractions
    const hybrid = (shown: number) =>
      chatted(hybrids, { ...nodes, shown }).map(({ clock }) => clock.logical);
    assertEquals(since(shown, hybrid), hybrid(0), `hybrid from ${shown}`);
  }
});

Deno.test("what all are known to know grows a little after a node falls silent, and then no more", () => {
  const silentFrom = 300;
  let grown = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const world = new World({
      protocol: chatter(matrices.rules),
      nodes: 3,
      network: { latency: uniform(2, 20) },
      faults: [{ kind: "crash", at: silentFrom, node: 2 }],
      seed,
      trace: "none",
    });
    const known = () =>
      world.states.slice(0, 2).map((s) => [0, 1, 2].map((node) => knownByAll(s!.clock, node)));
    world.run(silentFrom);
    const atFirst = known();
    world.run(700);
    const later = known();
    world.run(1500);
    assertEquals(known(), later);
    if (later.join() !== atFirst.join()) grown++;
  }
  assertEquals(grown, 20);
});
