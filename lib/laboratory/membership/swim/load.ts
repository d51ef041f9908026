/** What membership costs each member: as much with ten others as with ten thousand. @module */

import { stageOf } from "./stage.ts";

/** What each member sends. */
export interface Load {
  /** How many members there are. */
  readonly nodes: number;
  /** The probability that a message is lost. */
  readonly loss: number;
  /** How many messages a member sends in a period, on average. */
  readonly messages: number;
}

/** Counts the messages of so many periods. */
export function loadOf(nodes: number, { loss = 0, periods = 10, seed = 1 } = {}): Load {
  const world = stageOf({ nodes, seed, loss, settings: { syncMs: 0 } });
  world.run(1000);
  const before = world.messages;
  world.run(periods * 1000);
  return { nodes, loss, messages: (world.messages - before) / nodes / periods };
}
