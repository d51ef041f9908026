/** What may be chosen about the gossip of deltas without making it wrong. @module */

import { assertKinds, either, numberAbove, wholeFrom } from "../../../model/kinds.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** How long after a round the next one is, as long as anybody lacks anything. */
  readonly roundMs: number;
  /** How many nodes are sent what they lack in one round, at most. */
  readonly fanout: number;
  /** How many deltas are kept at most. Who lacks more than these is sent the whole state. 0: always the whole state. */
  readonly buffer: number;
  /**
   * Of how many names a replica that remembers nothing draws its own. It should be so many that none is ever drawn
   * twice.
   */
  readonly names: number;
}

/** For a network in which a message takes a few ms. */
export const settings: Settings = { roundMs: 50, fanout: Infinity, buffer: 100, names: 2 ** 30 };

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all = { ...settings, ...chosen };
  assertKinds("gossip of deltas", all, {
    roundMs: numberAbove(0),
    fanout: either(wholeFrom(1), Infinity),
    buffer: wholeFrom(0),
    names: wholeFrom(1),
  });
  return all;
}
