/** How mistakes of Multi-Raft are made, and found. @module */

import type { FoundBy } from "../../kit/kit.ts";
import type { InstanceName } from "../instances.ts";
import type { Rules } from "../rules.ts";
import type { Change, storms } from "../storms.ts";

/** A storm finds it, on this seed. */
export function by(storm: keyof typeof storms, seed: number): FoundBy {
  return { by: "storm", storm, seed };
}

/** A small story shows it. */
export function byStory(name: string): FoundBy {
  return { by: "check", check: `story ${name}` };
}

/** Every order of events of an instance has it among them. */
export function byInstance(instance: InstanceName): FoundBy {
  return { by: "instance", instance };
}

/** Decisions that are made otherwise. */
export function rules(replaced: Partial<Rules>): Change {
  return { rules: replaced };
}
