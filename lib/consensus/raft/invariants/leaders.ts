/**
 * What holds of leaders: there is one in each term, it only appends, and it has everything that was
 * committed before.
 *
 * @module
 */

import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  remembering,
} from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Position } from "../../../replicated/position.ts";
import { lastPosition, termAt } from "../log.ts";
import type { State } from "../state.ts";

type States = readonly (Readonly<State> | undefined)[];

/** Election safety: at most one leader in a term. It remembers who has led which term. */
export const electionSafety: Invariant<State> = remembering<State, Map<number, NodeId>>({
  name: "election safety",
  words: "at most one server leads in a term",
  memory: () => new Map(),
  check({ states }, leaders) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node];
      if (s?.role !== "leader") continue;
      const other = leaders.get(s.term);
      if (other === undefined) leaders.set(s.term, node);
      else if (other !== node) {
        const words = `nodes ${other} and ${node} both lead in term ${s.term}`;
        return { words, nodes: [other, node] };
      }
    }
    return undefined;
  },
});

/** Leader append-only: a leader never changes or removes entries of its log. */
export const leaderAppendOnly: Invariant<State> = ofSteps<State, Led | null>({
  name: "leader append-only",
  words: "a leader never overwrites or deletes entries in its log",
  digest: ({ role, term, log }) =>
    role === "leader" ? { term, last: { ...lastPosition(log) } } : null,
  step(before, after, node) {
    const leads = before !== null && after.role === "leader" && after.term === before.term;
    if (!leads || has(after, before.last)) return undefined;
    const words = `node ${node} leads in term ${after.term} and has lost ${named(before.last)}`;
    return { words, nodes: [node] };
  },
});

/** A leader's term, and where its log ends. */
interface Led {
  readonly term: number;
  readonly last: Position;
}

/** What was committed in a term, as far as anybody has seen. */
interface Commit {
  readonly inTerm: number;
  last: Position;
}

/** What has been committed, and what was seen of it where. */
interface Commits {
  /** By term, in the order in which terms began to commit. */
  readonly commits: Commit[];
  /** The highest index of all. */
  highest: number;
  /** By node, how far it has committed. */
  readonly committed: number[];
  /** By node, the term that it leads; 0 when it leads none. */
  readonly led: number[];
}

/** Leader completeness: what is committed in a term is in the logs of the leaders of all later terms. */
export const leaderCompleteness: Invariant<State> = remembering<State, Commits>({
  name: "leader completeness",
  words: "an entry that is committed in a term is in the logs of all leaders of later terms",
  memory: () => ({ commits: [], highest: 0, committed: [], led: [] }),
  check({ states }, memory) {
    let news = false;
    for (let node = 0; node < states.length; node++) {
      const s = states[node];
      if (s !== undefined && s.commitIndex !== memory.committed[node]) {
        news = noteCommit(s, memory) || news;
      }
      memory.committed[node] = s?.commitIndex ?? 0;
    }
    return incompleteLeader(states, memory, news);
  },
});

/** Notes what is newly committed; true if there is something. */
function noteCommit(s: Readonly<State>, memory: Commits): boolean {
  if (s.commitIndex <= memory.highest) return false;
  memory.highest = s.commitIndex;
  const term = termAt(s.log, s.commitIndex);
  if (term === undefined) return false;
  const last = { index: s.commitIndex, term };
  const known = memory.commits.find(({ inTerm }) => inTerm === s.term);
  if (known === undefined) memory.commits.push({ inTerm: s.term, last });
  else known.last = last;
  return true;
}

/** Looks at new leaders, and at all of them when something is newly committed. */
function incompleteLeader(
  states: States,
  { commits, led }: Commits,
  all: boolean,
): InvariantViolation | undefined {
  for (let node = 0; node < states.length; node++) {
    const s = states[node];
    const isNew = s?.role === "leader" && led[node] !== s.term;
    led[node] = s?.role === "leader" ? s.term : 0;
    if (s?.role !== "leader" || !(isNew || all)) continue;
    for (const { inTerm, last } of commits) {
      if (inTerm >= s.term || has(s, last)) continue;
      const words = `node ${node} leads in term ${s.term} without ${named(last)}, ` +
        `which was committed in term ${inTerm}`;
      return { words, nodes: [node] };
    }
  }
  return undefined;
}

/** Whether a log has an entry, or has compacted it. */
function has({ log }: Readonly<State>, { index, term }: Position): boolean {
  return index < log.base.index || termAt(log, index) === term;
}

function named({ index, term }: Position): string {
  return `entry ${index} of term ${term}`;
}
