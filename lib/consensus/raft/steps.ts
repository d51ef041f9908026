/**
 * The work that handlers of Raft have done for them, apart from the decisions. As with the `rules`: whoever
 * replaces a step has changed Raft in one place, and the handlers find it in the settings.
 *
 * @module
 */

import { applyCommitted } from "./apply.ts";
import { append, snapshotAnswered } from "./replication.ts";
import { awaitSnapshot, sendSnapshot } from "./sending.ts";
import { type Options, type Raft, type Steps, withDefaults } from "./settings.ts";

/** The steps as they should be. */
export const steps: Steps = {
  append,
  applyCommitted,
  sendSnapshot,
  awaitSnapshot,
  snapshotAnswered,
};

/** A Raft with these options, completely decided. Throws if the options contradict each other. */
export function decided(options: Options, replaced: Partial<Steps> = {}): Raft {
  return { ...withDefaults(options), steps: { ...steps, ...replaced } };
}
