/** What membership costs each member: as much with ten others as with ten thousand. @module */

import { assertWhole } from "../../asked.ts";
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

/** Counts the messages of so many periods; throws `RangeError` where there are none. */
export function loadOf(nodes: number, { loss = 0, periods = 10, seed = 1 } = {}): Load {
  assertWhole("count messages", { nodes, periods }, 1);
  const world = stageOf({ nodes, seed, loss, settings: { syncMs: 0 } });
  world.run(1000);
  const before = world.messages;
  world.run(periods * 1000);
  return { nodes, loss, messages: (world.messages - before) / nodes / periods };
}
