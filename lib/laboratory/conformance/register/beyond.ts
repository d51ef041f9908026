/** The levels just above what registers promise: whoever does not promise one must be seen to break it. @module */

import {
  impliedBy,
  level,
  type LevelName,
  levels,
  type MemoryHistory,
} from "../../../check/levels.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { Random } from "../../../sim/random.ts";
import { type Run, run, TROUBLE_FROM_MS, TROUBLE_MS, troubleFor } from "../service.ts";
import type { RegisterService, Workload } from "./service.ts";

/** The weakest levels among those that do not follow from what is promised, the strongest first. */
export function levelsBeyond(promised: readonly LevelName[]): readonly LevelName[] {
  const kept = new Set([...promised, ...promised.flatMap(impliedBy)]);
  const beyond = levels.map(({ name }) => name).filter((name) => !kept.has(name));
  return beyond.filter((name) => impliedBy(name).every((below) => kept.has(below)));
}

/** On how many seeds a run is looked for that breaks a level. */
const SEARCHED = 1000;

/** The first level that is not promised, and that no run breaks: more could be promised, or nobody looks. */
export function promisesTooLittle(service: RegisterService): string | undefined {
  const { neverSeenBroken = {} } = service;
  let left = levelsBeyond(service.levels).filter((name) => !(name in neverSeenBroken));
  for (let seed = 1; seed <= SEARCHED && left.length > 0; seed++) {
    const { history } = run(
      service,
      seed % 2 === 0 ? inTrouble(service, seed) : inPeace(service, seed),
    );
    left = left.filter((name) => !breaks(history as MemoryHistory, name));
  }
  return left[0] && `${left[0]} is not promised, and none of ${SEARCHED} runs breaks it`;
}

function inPeace(service: RegisterService, seed: number): Run<Ask> {
  const clients = seed % 4 === 1 ? mostOf(service) : 3;
  return { workload: burstOf(seed, { clients, each: 12, keys: "xy" }), seed, forMs: 1500 };
}

/** More, and more slowly, in the midst of what the service endures. */
function inTrouble(service: RegisterService, seed: number): Run<Ask> {
  const burst = { clients: mostOf(service), each: 24, keys: seed % 4 === 0 ? "xy" : "x" };
  const workload = burstOf(seed, burst).map((asks, i) =>
    asks.map(({ input }, n) => ({ input, at: TROUBLE_FROM_MS + 60 * n + 10 * i }))
  );
  const faults = troubleFor(service, seed);
  return { workload, seed, faults, healMs: TROUBLE_MS, forMs: TROUBLE_MS + 1500 };
}

function mostOf({ nodes }: RegisterService): number {
  return Math.min(nodes, 5);
}

function breaks(history: MemoryHistory, name: LevelName): boolean {
  return level(name).check(history).verdict === "violation";
}

/**
 * What clients ask all at once who differ in how much they write: where one writes a lot at first, its clock is
 * ahead of the others', and what these write later counts as older.
 */
function burstOf(
  seed: number,
  { clients, each, keys }: { clients: number; each: number; keys: string },
): Workload {
  const random = new Random(seed, "a burst");
  let value = 0;
  const write = (key: string): Ask => ({ type: "write", key, value: ++value });
  const read = (key: string): Ask => ({ type: "read", key });
  const any = () => keys[random.below(keys.length)]!;
  const some = (writes: number) => () => random.chance(writes) ? write(any()) : read(any());
  const mixtures = [0.5, 0.8, 0.2].map(some);
  const shapes: readonly ((i: number) => Ask)[] = keys.length === 1 ? mixtures : [
    (i) => i < 4 ? write("x") : read(i % 2 === 0 ? "y" : "x"),
    (i) => write(i % 2 === 0 ? "y" : "x"),
    // Causes and effects: what is written to y follows what was read of x, and somebody looks at both.
    (i) => i % 2 === 0 ? read("x") : write("y"),
    (i) => read(i % 2 === 0 ? "y" : "x"),
    ...mixtures,
  ];
  return Array.from({ length: clients }, () => {
    const shape = shapes[random.below(shapes.length)]!, at = random.below(30);
    return Array.from({ length: each }, (_, i) => ({ input: shape(i), at }));
  });
}
