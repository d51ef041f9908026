/** What a reader may set of Multi-Raft. Links name the settings by their order. @module */

import { electionSettings, type ElectionValues } from "../../consensus/playground/election.ts";
import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../kit/playground/settings.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { FirstRange } from "../settings.ts";

/** What there is to set. Times are in ms. */
export type MultiRaftValues = NetworkValues & ElectionValues & {
  /** After how many heartbeats without anything to do a group goes to sleep; 0: never. */
  readonly sleepAfter: number;
  /** Whether the heartbeats of all groups from one node to another travel as one message. */
  readonly coalesces: boolean;
};

/** Settings under which a reader can follow what happens. */
export const settings: SettingsOf<MultiRaftValues> = {
  ...electionSettings,
  sleepAfter: {
    kind: "number",
    label: "Sleep after idle beats (0: never)",
    words: "the number of idle beats",
    bounds: [0, 1000],
    usual: 20,
  },
  ...networkSettings,
  coalesces: { kind: "switch", label: "One message for all heartbeats to a node", usual: true },
};

/** Two ranges, of up to three nodes each: the first ones, and the last ones. */
export function firstRanges(nodes: number): FirstRange[] {
  const members = Math.min(3, nodes);
  const from = (first: NodeId) => Array.from({ length: members }, (_, i) => first + i);
  return [
    { group: 1, start: "", end: "m", members: from(0) },
    { group: 2, start: "m", end: null, members: from(nodes - members) },
  ];
}
