/** Every order of events of a small cluster of any Raft, as far as the budget goes. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored as exploredWith } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import { withoutChance } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { WholeRaft } from "../given.ts";
import { labels } from "./labels.ts";
import { agreement, oneLeader } from "./shown.ts";

/** Explores every order of events of three servers, as far as the budget goes. */
export function explored(
  raft: WholeRaft,
  grading: Grading,
  { crashes, terms, states }: {
    readonly crashes: number;
    readonly terms: number;
    readonly states: number;
  },
): void {
  const system: ProtocolSystem<unknown, Tagged, Tagged, unknown> = {
    name: "Raft",
    protocol: withoutChance(raft.protocol({})),
    nodes: 3,
    crashes,
    invariants: [oneLeader(raft), agreement(raft)],
    boundary: ({ states }) => states.every((s) => s === undefined || raft.view(s).term <= terms),
  };
  exploredWith(system, { states, words: "all orders of events of three servers", labels }, grading);
}
