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
import { run } from "../service.ts";
import type { RegisterService, Workload } from "./service.ts";

/** The weakest levels among those that do not follow from what is promised, the strongest first. */
export function levelsBeyond(promised: readonly LevelName[]): readonly LevelName[] {
  const kept = new Set([...promised, ...promised.flatMap(impliedBy)]);
  const beyond = levels.map(({ name }) => name).filter((name) => !kept.has(name));
  return beyond.filter((name) => impliedBy(name).every((below) => kept.has(below)));
}

/** On how many seeds a run is looked for that breaks a level. */
const SEARCHED = 400;

/** The first level that is not promised, and that no run breaks: more could be promised, or nobody looks. */
export function promisesTooLittle(service: RegisterService): string | undefined {
  const { neverSeenBroken = {} } = service;
  let left = levelsBeyond(service.levels).filter((name) => !(name in neverSeenBroken));
  for (let seed = 1; seed <= SEARCHED && left.length > 0; seed++) {
    const { history } = run(service, { workload: burstOf(seed), seed, forMs: 1500 });
    left = left.filter((name) => !breaks(history as MemoryHistory, name));
  }
  return left[0] && `${left[0]} is not promised, and none of ${SEARCHED} runs breaks it`;
}

function breaks(history: MemoryHistory, name: LevelName): boolean {
  return level(name).check(history).verdict === "violation";
}

/**
 * What clients ask all at once who differ in how much they write: where one writes a lot at first, its clock is
 * ahead of the others', and what these write later counts as older.
 */
function burstOf(seed: number): Workload {
  const random = new Random(seed, "a burst");
  let value = 0;
  const write = (key: string): Ask => ({ type: "write", key, value: ++value });
  const read = (key: string): Ask => ({ type: "read", key });
  const any = () => "xy"[random.below(2)]!;
  const some = (writes: number) => () => random.chance(writes) ? write(any()) : read(any());
  const shapes: readonly ((i: number) => Ask)[] = [
    (i) => i < 4 ? write("x") : read(i % 2 === 0 ? "y" : "x"),
    (i) => write(i % 2 === 0 ? "y" : "x"),
    // Causes and effects: what is written to y follows what was read of x, and somebody looks at both.
    (i) => i % 2 === 0 ? read("x") : write("y"),
    (i) => read(i % 2 === 0 ? "y" : "x"),
    ...[0.5, 0.8, 0.2].map(some),
  ];
  return [0, 1, 2].map(() => {
    const shape = shapes[random.below(shapes.length)]!, at = random.below(30);
    return Array.from({ length: 12 }, (_, i) => ({ input: shape(i), at }));
  });
}
