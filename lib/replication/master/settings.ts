/** What may be chosen about masters. @module */

import type { Options as RaftOptions } from "../../consensus/raft/settings.ts";
import {
  assertKinds,
  either,
  numberAbove,
  numberFrom,
  record,
  usualWith,
  wholeFrom,
} from "../../model/kinds.ts";

/** The settings. Times are in ms. */
export interface MasterSettings {
  /** How many masters there are: the nodes from 0 on. One decides alone; more of them are a group of Raft. */
  readonly masters: number;
  /** How often a server says that it is there; Infinity: only when it has something to say or to ask. */
  readonly beatMs: number;
  /** A server that is not heard of for this long is taken for failed. That it has failed is not certain. */
  readonly timeoutMs: number;
  /**
   * For how long a server may count on its configuration from the moment on at which it began a beat that a
   * majority of the masters answered. What they decide comes into force only when as much time has passed. 0: there
   * are no leases, and what is decided is in force.
   */
  readonly leaseMs: number;
  /** How much faster one clock may run than another, as a share: so much longer masters wait. */
  readonly drift: number;
  /** What else is to be set of the masters' Raft. */
  readonly raft: Partial<Omit<RaftOptions, "machine" | "members" | "whenNotLeading">>;
}

/** One master, no leases. */
export const masterSettings: MasterSettings = {
  masters: 1,
  beatMs: 50,
  timeoutMs: 200,
  leaseMs: 0,
  drift: 0.02,
  raft: {},
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function masterSettingsWith(chosen: Partial<MasterSettings>): MasterSettings {
  const all = usualWith("be a configuration master", masterSettings, chosen);
  assertKinds("be a configuration master", all, {
    masters: wholeFrom(1),
    beatMs: either(numberAbove(0), Infinity),
    timeoutMs: either(numberAbove(0), Infinity),
    leaseMs: numberFrom(0),
    drift: numberFrom(0, 0.5),
    raft: record,
  });
  return all;
}

/** How long masters wait until no server's lease lasts any longer, in ms of their own clocks. */
export function outlasting({ leaseMs, drift }: MasterSettings): number {
  return leaseMs * (1 + drift) / (1 - drift);
}
