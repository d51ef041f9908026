/** What a reader may set of Raft. Links name the settings by their order. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";

/** What there is to set. Times are in ms. */
export type RaftValues = NetworkValues & {
  /** A node that hears nothing for a time drawn from here stands for election. */
  readonly electionMs: readonly [least: number, most: number];
  /** How often a leader says that it is there. */
  readonly heartbeatMs: number;
  /** Whether nodes ask whether they would win before they stand. */
  readonly preVote: boolean;
  /** Whether a leader steps down that no majority has answered for an election timeout. */
  readonly checkQuorum: boolean;
};

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<RaftValues> = {
  electionMs: {
    kind: "range",
    label: "Election timeout, ms",
    words: "the election timeout",
    bounds: [10, 10_000],
    usual: [150, 300],
  },
  heartbeatMs: {
    kind: "number",
    label: "Heartbeat, ms",
    words: "the heartbeat",
    bounds: [5, 5000],
    usual: 50,
  },
  ...networkSettings,
  preVote: { kind: "switch", label: "PreVote", usual: true },
  checkQuorum: { kind: "switch", label: "CheckQuorum", usual: true },
};

/** A leader that speaks more seldom than any node waits would never stay one. */
export function refuse(
  { heartbeatMs, electionMs }: RaftValues,
): { must: string; given: number } | undefined {
  if (heartbeatMs < electionMs[1]) return undefined;
  return {
    must: "the heartbeat must be shorter than the longest election timeout",
    given: heartbeatMs,
  };
}
