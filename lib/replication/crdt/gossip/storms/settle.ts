/** What storms of replicas require in the end. @module */

import { equal } from "../../../../model/compare.ts";
import type { Invariant } from "../../../../model/invariant.ts";
import type { World } from "../../../../sim/world.ts";
import type { Basket, BasketUpdate } from "../basket.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { State } from "../state.ts";

/** A run. */
export type Replicas = World<State<Basket>, Message<Basket, BasketUpdate>, Timer, Saved<Basket>>;

/** How long after it all must be alike, in ms. */
export const PATIENCE_MS = 3000;

/** How long a late copy takes at most, in ms. */
export const LATE_MS = 800;

/** All become alike, and then nothing is sent any more. */
export function settle(world: Replicas): void {
  world.requireProgress(
    PATIENCE_MS,
    "all replicas are equal, and know it",
    ({ states }) => !world.clientsBusy && areAlike(states) && states.every(isAtRest),
  );
  // What is late may still come, and be answered.
  world.run(LATE_MS + 200);
  const before = world.messages;
  world.run(300);
  world.require(requirement(
    "quiet in the end",
    "when all replicas are equal, nothing is sent",
    () => world.messages === before ? undefined : `${world.messages - before} messages were sent`,
  ));
}

/** A property of the run as it stands. */
export function requirement(
  name: string,
  words: string,
  why: (world: Pick<Replicas, "states">) => string | undefined,
): Invariant<State<Basket>> {
  return {
    name,
    words,
    check({ states }) {
      const wrong = why({ states });
      return wrong === undefined ? undefined : { words: wrong, nodes: [] };
    },
  };
}

/** Whether all are up and have equal states. */
export function areAlike(states: Replicas["states"]): boolean {
  return states.every((s) => s !== undefined && equal(s.crdt, states[0]?.crdt));
}

function isAtRest(s: Replicas["states"][number]): boolean {
  return s !== undefined && s.buffer.size === 0 &&
    [...s.peers.values()].every(({ name, acked }) => name !== null && acked === s.count);
}
