/** How runs are driven that must come to a good end. @module */

import type { Tagged } from "../model/protocol.ts";
import type { Drive } from "../sim/sweep.ts";
import type { World } from "../sim/world.ts";
import { Wrong } from "./wrong.ts";

/**
 * What must have come about so many ms after the trouble is over, in words and as it is seen; and, if it has not, what is
 * missing, in words.
 */
export type Goal<S, M extends Tagged, T extends Tagged, R> = readonly [
  withinMs: number,
  words: string,
  reached: (world: World<S, M, T, R>) => boolean,
  missing?: (world: World<S, M, T, R>) => string,
];

/** More events than this, and a run does not come to rest. */
const MANY_EVENTS = 20_000;

/** Lets time pass, heals all, and requires one goal after the other. */
export function toTheEnd<S, M extends Tagged, T extends Tagged, R>(
  forMs: number,
  ...goals: readonly Goal<S, M, T, R>[]
): Drive<S, M, T, R> {
  return (world) => {
    runFor(world, forMs);
    for (const goal of goals) reach(world, goal);
  };
}

/** Lets time pass; a timer of no time at all would let it stand still. */
export function runFor<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  forMs: number,
  mostEvents: number = MANY_EVENTS,
): void {
  world.run(forMs, () => isWild(world, mostEvents));
  assertCalm(world, mostEvents);
}

/** Heals the world and requires that a goal is reached. */
export function reach<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  [withinMs, words, reached, missing]: Goal<S, M, T, R>,
  mostEvents: number = MANY_EVENTS,
): void {
  const goal = () => reached(world) || isWild(world, mostEvents);
  world.requireProgress(withinMs, words, goal, missing && (() => missing(world)));
  assertCalm(world, mostEvents);
}

/** Requires that a goal is reached while nothing is healed. */
export function unaided<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  [withinMs, words, reached, missing]: Goal<S, M, T, R>,
): void {
  world.run(withinMs, () => reached(world) || isWild(world, MANY_EVENTS));
  assertCalm(world, MANY_EVENTS);
  const lacking = () => missing === undefined ? "" : `; ${missing(world)}`;
  const check = () =>
    reached(world)
      ? undefined
      : { words: `${words}: not within ${withinMs} ms${lacking()}`, nodes: [] };
  world.require({ name: "progress", words, check });
}

/** What has happened in a run so far. */
interface Run {
  readonly events: number;
  readonly pending: number;
  readonly now: number;
  readonly states: readonly unknown[];
}

/** Whether more has happened, or is about to, than in a run that comes to rest. */
function isWild({ events, pending }: Run, mostEvents: number): boolean {
  return Math.max(events, pending) > mostEvents;
}

function assertCalm(run: Run, mostEvents: number): void {
  if (!isWild(run, mostEvents)) return;
  throw new Wrong(
    `a run like this, of ${run.states.length} nodes, should take no more than ${mostEvents} events, and by ` +
      `${
        Math.round(run.now)
      } ms more have happened or are about to: is there a timer that goes off again ` +
      `at once, or a message upon which others are sent without end?`,
  );
}
