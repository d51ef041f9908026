/** How bugs of Raft are written down. @module */

import type { Bug, FoundBy } from "../../../kit/kit.ts";
import type { RaftChange } from "../change.ts";
import type { bounds } from "../instances.ts";

/** Bugs by what is wrong. */
export type Bugs = Readonly<Record<string, Bug<RaftChange>>>;

/** Found by the plain storm on this seed. */
export function byPlain(seed: number): FoundBy {
  return { by: "storm", storm: "plain", seed };
}

/** Found by chaos on this seed. */
export function byChaos(seed: number, nodes?: number): FoundBy {
  return { by: "storm", storm: "chaos", seed, ...(nodes === undefined ? {} : { nodes }) };
}

/** Found in some order of events of a small instance. */
export function byInstance(instance: keyof typeof bounds): FoundBy {
  return { by: "instance", instance };
}

/** Found by a scenario of the laboratory of MIT's course 6.5840, which stands above this folder. */
export function byScenario(name: string, seed = 1): FoundBy {
  return { by: "check", check: `scenario ${name}`, seed };
}

/** Found by a story of its own, which stands with the tests. */
export function byStory(name: string): FoundBy {
  return { by: "check", check: `story ${name}` };
}
