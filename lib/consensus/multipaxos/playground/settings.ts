/** What a reader may set of Multi-Paxos. Links name the settings by their order. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import { electionSettings, type ElectionValues } from "../../playground/election.ts";

/** What there is to set. Times are in ms. */
export type MultiPaxosValues = NetworkValues & ElectionValues & {
  /** How many slots may be open at once. */
  readonly window: number;
  /** Whether nodes that hear a leader promise nothing to others, and ask before they stand. */
  readonly loyal: boolean;
};

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<MultiPaxosValues> = {
  ...electionSettings,
  window: {
    kind: "number",
    label: "Open slots at most",
    words: "the number of open slots",
    bounds: [1, 64],
    usual: 8,
  },
  ...networkSettings,
  loyal: { kind: "switch", label: "Loyal to a leader", usual: true },
};
