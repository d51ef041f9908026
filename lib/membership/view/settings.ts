/** What may be chosen about a group with views without making it wrong. @module */

import type { NodeId } from "../../model/protocol.ts";

/** The settings. Times are in ms; null: never. */
export interface Settings {
  /**
   * The members of the first view, the oldest first; default: all nodes. All others join. A founder whose disk is lost
   * must be started as one that is none, as it cannot know that the first view is over.
   */
  readonly founders: readonly NodeId[] | "all";
  /**
   * Whether a member saves all that it has been told, and comes back as itself. Otherwise it saves only how many lives
   * it has had, comes back as a newcomer, and the group is lost if a quorum of it crashes.
   */
  readonly durable: boolean;
  /** How often a member tells that it is there. */
  readonly beatMs: number | null;
  /** For how long nothing is heard from a member before it is suspected. */
  readonly suspectMs: number | null;
  /** How long who ends a view waits for what members have before it asks again. */
  readonly flushMs: number;
  /** How often it asks again before it goes on without them. */
  readonly flushRounds: number;
  /** How long a newcomer waits before it asks another node. */
  readonly joinMs: number | null;
  /** Whether who has left the group unwillingly joins again by itself. */
  readonly rejoins: boolean;
  /** Whether each message is acknowledged to its sender at once, and not only when a member tells that it is there. */
  readonly acknowledges: boolean;
  /** How many of its own messages a member has under way that some may not have got; more of them wait. */
  readonly window: number;
  /** How long a proposer of the consensus waits for a quorum, and how long it stands back at first and at most. */
  readonly agree: {
    /** How long it waits. */
    readonly patienceMs: number;
    /** How long it stands back at first. */
    readonly backoffMs: number;
    /** How long it stands back at most. */
    readonly mostBackoffMs: number;
  };
}

/** For a network in which a message takes a few ms. */
export const settings: Settings = {
  founders: "all",
  durable: false,
  beatMs: 50,
  suspectMs: 250,
  flushMs: 100,
  flushRounds: 2,
  joinMs: 100,
  rejoins: true,
  acknowledges: true,
  window: 64,
  agree: { patienceMs: 100, backoffMs: 20, mostBackoffMs: 500 },
};
