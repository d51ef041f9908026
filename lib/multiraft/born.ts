/** What replicas of ranges start from that are there from the beginning, or are split off. @module */

import type { NodeId } from "../model/protocol.ts";
import { type Configuration, votersOnly } from "../consensus/raft/configuration.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { Position } from "../replicated/position.ts";
import type { Rules } from "./rules.ts";
import { emptyRange, type News, paging } from "./range/state.ts";
import type { FirstRange } from "./settings.ts";
import type { Group, NodeState } from "./state.ts";

/** Where the log of a new range begins: one place after where that of an empty replica does, which so needs a snapshot. */
const FIRST: Position = { index: 1, term: 1 };

/** What a replica of a range starts from that is there from the beginning. */
export function firstJournal({ group, start, end, members }: FirstRange): Saved[] {
  const state = paging.freeze(emptyRange(group, { start, end }, 1));
  return journalFrom(state, votersOnly([...members].sort((a, b) => a - b)), null);
}

/**
 * What this node's replica of a range starts from that was split off; undefined: it has none, as its parent's is not a
 * member, or it is here already, further on, when the parent executes its log again; or it has been here.
 */
export function bornJournal(
  rules: Pick<Rules, "isHere" | "bound">,
  s: Readonly<NodeState>,
  self: NodeId,
  { range: { group: id }, configuration, state }: Extract<News, { type: "born" }>,
): Saved[] | undefined {
  const there = s.replicas.get(id);
  if (rules.isHere(there)) return undefined;
  if (s.tombstones.has(id) || !configuration.voters.includes(self)) return undefined;
  return journalFrom(state, configuration, rules.bound(there));
}

function journalFrom(
  machine: unknown,
  configuration: Configuration,
  promised: Pick<Group, "term" | "votedFor"> | null,
): Saved[] {
  const vote = promised !== null && promised.term >= FIRST.term
    ? { term: promised.term, votedFor: promised.votedFor }
    : { term: FIRST.term, votedFor: null };
  const snapshot = {
    last: FIRST,
    placed: { index: 0, configuration },
    machine,
    sessions: new Map(),
  };
  return [{ type: "vote", ...vote }, { type: "snapshot", snapshot, base: FIRST }];
}
