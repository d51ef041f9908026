/** What a reader may set of every protocol in which servers elect a leader by timeouts. @module */

import type { SettingsOf } from "../../kit/playground/settings.ts";

/** When servers stand, and how often a leader speaks. Times are in ms. */
export type ElectionValues = {
  /** A node that hears nothing for a time drawn from here stands. */
  readonly electionMs: readonly [least: number, most: number];
  /** How often a leader says that it is there. */
  readonly heartbeatMs: number;
};

/** Settings under which a reader can follow what happens. */
export const electionSettings: SettingsOf<ElectionValues> = {
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
};

/** A leader that speaks more seldom than any node waits would never stay one. */
export function refuse(
  { heartbeatMs, electionMs }: ElectionValues,
): { must: string; given: number } | undefined {
  if (heartbeatMs < electionMs[1]) return undefined;
  return {
    must: "the heartbeat must be shorter than the longest election timeout",
    given: heartbeatMs,
  };
}
