/** Small runs of SWIM that are drawn: one thing happens in each. @module */

import type { Message, Saved, Timer } from "../../../membership/swim/messages.ts";
import { bugs } from "../../../membership/swim/bugs.ts";
import type { Rules } from "../../../membership/swim/rules.ts";
import type { Settings } from "../../../membership/swim/settings.ts";
import type { State } from "../../../membership/swim/state.ts";
import { swim } from "../../../membership/swim/swim.ts";
import { constant } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { World } from "../../../sim/world.ts";

/** What is not as usual in a scene. */
export interface Scene {
  /** How many members there are; default 4. */
  readonly nodes?: number;
  /** What goes wrong; default nothing. */
  readonly faults?: Schedule;
  /** Settings that are not the usual ones. */
  readonly settings?: Partial<Settings>;
  /** A mistake of the kit, by its name; default none. */
  readonly bug?: string;
  /** How long it is watched, in ms; default 2,000. */
  readonly forMs?: number;
  /** How long a message takes, in ms; default 40. */
  readonly latencyMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of a scene. */
export interface Played {
  /** What happened. */
  readonly trace: Trace;
  /** How each node stands in the end; undefined if it is down. */
  readonly states: readonly (Readonly<State> | undefined)[];
}

/** Plays a scene. Nobody compares all that it knows, unless the settings say so. */
export function scene(
  { nodes = 4, faults = [], settings = {}, bug, forMs = 2000, latencyMs = 40, seed = 1 }: Scene =
    {},
): Played {
  const world = new World<State, Message, Timer, Saved>({
    protocol: swim({ syncMs: 0, ...settings }, rulesOf(bug)),
    nodes,
    network: { latency: constant(latencyMs) },
    faults,
    seed,
    states: true,
  });
  world.run(forMs);
  return { trace: world.trace, states: world.states };
}

/** The rules of a mistake; the right ones without. Throws on a name that is none, or one that is no matter of rules. */
function rulesOf(bug: string | undefined): Partial<Rules> {
  if (bug === undefined) return {};
  const rules = bugs[bug]?.change.rules;
  if (rules !== undefined) return rules;
  throw new RangeError(
    `Cannot play a scene because its bug must be one of SWIM's rules: given "${bug}"`,
  );
}

/** When the link is cut in `oneBadLink`, in ms. */
export const CUT_MS = 100;

/** Nothing passes between nodes 0 and 1 from some time on, and both pass with all others. */
export function oneBadLink(helpers: number, forMs = 2000, seed = 1): Played {
  const sides = [[0], [1]] as const;
  const faults = [{ kind: "partition", at: CUT_MS, forMs: 60_000, sides }] as const;
  return scene({ faults, settings: { helpers }, forMs, seed });
}

/** When node 1 crashes in `comesBackEmpty`, and when it comes back, in ms. */
export const EMPTY_MS = { crash: 1500, back: 40_000 } as const;

/** Node 1 crashes, is declared dead, loses its disk, and comes back in the incarnation in which it is dead. */
export function comesBackEmpty(bug?: string, forMs = 44_000): Played {
  const { crash, back } = EMPTY_MS;
  const faults = [
    { kind: "crash", at: crash, downMs: back - crash, node: 1, disk: "wiped" },
  ] as const;
  return scene({ nodes: 3, faults, forMs, ...(bug === undefined ? {} : { bug }) });
}

/** What each node that is up holds of a member, in words: "alive 0". */
export function heldOf({ states }: Pick<Played, "states">, member: number): string[] {
  return states.flatMap((s, node) => {
    if (s === undefined || node === member) return [];
    const { status, incarnation } = s.known.get(member) ?? { status: "alive", incarnation: 0 };
    return [`${status} ${incarnation}`];
  });
}
