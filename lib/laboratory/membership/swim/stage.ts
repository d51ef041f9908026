/** Many members whose messages take a few ms, as all experiments with SWIM have them. @module */

import type { Message, Saved, Timer } from "../../../membership/swim/messages.ts";
import type { Settings } from "../../../membership/swim/settings.ts";
import type { State } from "../../../membership/swim/state.ts";
import { swim } from "../../../membership/swim/swim.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** A run of SWIM. */
export type SwimWorld = World<State, Message, Timer, Saved>;

/** What an experiment runs. */
export interface Stage {
  /** How many nodes there are. */
  readonly nodes: number;
  /** What decides the chances. */
  readonly seed: number;
  /** What is otherwise than usual. */
  readonly settings?: Partial<Settings>;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** What goes wrong; default: nothing. */
  readonly faults?: Schedule;
  /** Sees every message that is sent, and who sent it to whom. */
  readonly tap?: (from: number, to: number, message: Message) => void;
}

/** Members who know each other from the start, or as many of them as the settings say. */
export function stageOf(
  { nodes, seed, settings = {}, loss = 0, faults = [], tap }: Stage,
): SwimWorld {
  return new World({
    protocol: swim(settings),
    nodes,
    network: { latency: uniform(1, 20), loss },
    faults,
    seed,
    trace: "none",
    // What tests have found plain need not be looked at again with ten thousand members.
    strict: false,
    ...(tap === undefined ? {} : {
      tap: ({ from, to, body }) => tap(from, to, body as Message),
    }),
  });
}
