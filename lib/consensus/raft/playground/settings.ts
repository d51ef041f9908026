/** What a reader may set of Raft. Links name the settings by their order. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import { electionSettings, type ElectionValues } from "../../playground/election.ts";

/** What there is to set. Times are in ms. */
export type RaftValues = NetworkValues & ElectionValues & {
  /** Whether nodes ask whether they would win before they stand. */
  readonly preVote: boolean;
  /** Whether a leader steps down that no majority has answered for an election timeout. */
  readonly checkQuorum: boolean;
};

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<RaftValues> = {
  ...electionSettings,
  ...networkSettings,
  preVote: { kind: "switch", label: "PreVote", usual: true },
  checkQuorum: { kind: "switch", label: "CheckQuorum", usual: true },
};
