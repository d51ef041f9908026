/** What may be chosen about a group with views without making it wrong. @module */

import { usualWith } from "../../model/kinds.ts";
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

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("form a group", settings, chosen);
  const { founders, beatMs, suspectMs } = all;
  const areNodes = founders === "all" || Array.isArray(founders) && founders.length > 0 &&
      founders.every((node) => isCount(node, 0)) && new Set(founders).size === founders.length;
  if (!areNodes) refuse("founders", `"all" or one node or more, each once`, founders);
  for (const name of ["beatMs", "suspectMs", "joinMs", "flushMs"] as const) {
    const span = all[name];
    if (span !== null && !(span > 0 && span < Infinity)) {
      refuse(name, "greater than 0 and finite", span);
    }
  }
  if (beatMs !== null && suspectMs !== null && suspectMs <= beatMs) {
    refuse("suspectMs", `greater than beatMs (${beatMs})`, suspectMs);
  }
  if (!isCount(all.flushRounds, 0)) refuse("flushRounds", "a whole number from 0", all.flushRounds);
  if (!isCount(all.window, 1)) refuse("window", "a whole number from 1", all.window);
  for (const [name, span] of Object.entries(all.agree)) {
    if (!(span >= 0 && span < Infinity)) refuse(`agree.${name}`, "0 or more, and finite", span);
  }
  return all;
}

function isCount(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}

function refuse(name: string, must: string, given: unknown): never {
  const what = Array.isArray(given) ? `[${given.join(", ")}]` : given;
  throw new RangeError(`Cannot form a group because ${name} must be ${must}: given ${what}`);
}
