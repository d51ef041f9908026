/** What holds of each group by itself: all that holds of Raft, and one vote a term whatever becomes of replicas. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { invariants as ofRaft } from "../../consensus/raft/invariants.ts";
import { configurationOf } from "../../consensus/raft/state.ts";
import { membersOf } from "../../consensus/raft/configuration.ts";
import { lastPosition } from "../../consensus/raft/log.ts";
import type { GroupId } from "../range/interval.ts";
import type { RangeState } from "../range/state.ts";
import type { Group, NodeState } from "../state.ts";
import type { Nodes } from "./newest.ts";

/** All groups that have a replica somewhere. */
function groupsOf(nodes: Nodes): Set<GroupId> {
  const all = new Set<GroupId>();
  for (const node of nodes) for (const id of node?.replicas.keys() ?? []) all.add(id);
  return all;
}

/** A property of Raft, for each group over all nodes. */
function inEachGroup(invariant: Invariant<Group>): Invariant<NodeState> {
  return remembering<NodeState, Map<GroupId, unknown>>({
    name: invariant.name,
    words: `in each group, ${invariant.words}`,
    memory: () => new Map(),
    check({ states, ...moment }, memories) {
      for (const id of groupsOf(states)) {
        if (!memories.has(id)) memories.set(id, invariant.memory?.());
      }
      for (const [id, memory] of memories) {
        const replicas = states.map((node) => node?.replicas.get(id)?.group);
        const breach = invariant.check({ ...moment, states: replicas }, memory);
        if (breach !== undefined) return { ...breach, words: `group ${id}: ${breach.words}` };
      }
      return undefined;
    },
  });
}

/** What holds of Raft, in each group. */
export const eachGroup: readonly Invariant<NodeState>[] = ofRaft<RangeState>()
  .map((invariant) => inEachGroup(invariant as Invariant<Group>));

/** Nobody votes for two candidates of a group in a term, also when its replica was gone between. */
export const oneVote: Invariant<NodeState> = remembering<NodeState, Map<string, NodeId>>({
  name: "one vote",
  words: "no node votes for two candidates of a group in one term, whatever became of its replica",
  memory: () => new Map(),
  check({ states }, memory) {
    for (let node = 0; node < states.length; node++) {
      for (const [id, { group: { role, term, votes } }] of states[node]?.replicas ?? []) {
        // Alone it may be that its own vote is not durable yet, and so nobody has heard of it.
        if (role !== "candidate" || votes.size < 2) continue;
        for (const [voter, granted] of votes) {
          if (!granted) continue;
          const key = `${id} ${term} ${voter}`, other = memory.get(key);
          if (other === undefined) memory.set(key, node);
          else if (other !== node) {
            const words =
              `group ${id}: node ${voter} votes for nodes ${other} and ${node} in term ${term}`;
            return { words, nodes: [voter] };
          }
        }
      }
    }
    return undefined;
  },
});

/** The greatest term of each group that anybody was in: who leads in an older one is a leader no more. */
type Terms = Map<GroupId, number>;

function seeTerms(terms: Terms, nodes: Nodes): void {
  for (const node of nodes) {
    for (const [id, { group }] of node?.replicas ?? []) {
      if (group.term > (terms.get(id) ?? 0)) terms.set(id, group.term);
    }
  }
}

/** A leader counts a member for what it has, and not for what an earlier replica on its node had. */
export const trueCounts: Invariant<NodeState> = remembering<NodeState, Terms>({
  name: "true counts",
  words: "what the leader of a group counts as being at a member is there, if the member is up",
  memory: () => new Map(),
  check({ states }, terms) {
    seeTerms(terms, states);
    for (let node = 0; node < states.length; node++) {
      for (const [id, { group: { leading, term } }] of states[node]?.replicas ?? []) {
        if (leading === null || term < terms.get(id)!) continue;
        for (const [member, { match }] of leading.progress) {
          const state = states[member];
          if (state === undefined || match === 0) continue;
          // Nothing is to be decided any more in the group of a range that is a part of another.
          if (state.tombstones.get(id)?.conf === null) continue;
          const log = state.replicas.get(id)?.group.log;
          const has = log === undefined ? 0 : lastPosition(log).index;
          if (has >= match) continue;
          const words = `group ${id}: node ${node} counts node ${member} for entry ${match}, ` +
            `which has ${has === 0 ? "none" : `the entries up to ${has}`}`;
          return { words, nodes: [node, member] };
        }
      }
    }
    return undefined;
  },
});

/** While a group sleeps, everybody has all of its log: nothing has to be sent to anybody. */
export const soundSleep: Invariant<NodeState> = remembering<NodeState, Terms>({
  name: "sound sleep",
  words: "when the leader of a group sleeps, all of its members that are up have all of its log",
  memory: () => new Map(),
  check({ states }, terms) {
    seeTerms(terms, states);
    for (let node = 0; node < states.length; node++) {
      for (const [id, { group, asleepSince }] of states[node]?.replicas ?? []) {
        if (asleepSince === null || group.leading === null || group.term < terms.get(id)!) continue;
        const { index } = lastPosition(group.log);
        for (const member of membersOf(configurationOf(group))) {
          const state = states[member];
          if (state === undefined) continue;
          const end = state.replicas.get(id)?.group.log;
          if (end !== undefined && lastPosition(end).index >= index) continue;
          const words = `group ${id} sleeps, and node ${member} has not all of its log`;
          return { words, nodes: [node, member] };
        }
      }
    }
    return undefined;
  },
});
