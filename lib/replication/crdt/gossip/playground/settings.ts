/** What there is to set of the gossip of deltas. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../../kit/playground/settings.ts";

/** What there is to set. */
export type DeltaValues = NetworkValues & {
  /** How long after a round the next one is, in ms. */
  readonly roundMs: number;
  /** How many deltas are kept at most. */
  readonly buffer: number;
};

/** The settings. */
export const settings: SettingsOf<DeltaValues> = {
  roundMs: {
    kind: "number",
    label: "A round every, ms",
    words: "the time from round to round",
    bounds: [10, 10_000],
    usual: 80,
  },
  buffer: {
    kind: "number",
    label: "Deltas kept, at most",
    words: "the number of deltas that are kept",
    bounds: [0, 1000],
    usual: 100,
  },
  ...networkSettings,
};
