/** What holds of leaders: one a term, who only appends, and has all that was committed before. @module */

import type { Breach, Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Position } from "../../../replicated/position.ts";
import { lastIndex, lastPosition, termAt } from "../log.ts";
import type { State } from "../state.ts";

type States = readonly (Readonly<State> | undefined)[];

/** Election safety: at most one leader in a term. */
export function electionSafety(): Invariant<State> {
  const leaders = new Map<number, NodeId>();
  return {
    name: "election safety",
    words: "at most one server leads in a term",
    check({ states }) {
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
  };
}

/** A leader's log, as it was seen last. */
interface Led {
  readonly state: Readonly<State>;
  readonly term: number;
  readonly last: Position;
}

/** Leader append-only: a leader never changes or removes entries of its log. */
export function leaderAppendOnly(): Invariant<State> {
  const seen: (Led | undefined)[] = [];
  return {
    name: "leader append-only",
    words: "a leader never overwrites or deletes entries in its log",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const s = states[node], before = seen[node];
        if (s?.role !== "leader") {
          seen[node] = undefined;
          continue;
        }
        const isSame = before?.state === s && before.term === s.term;
        if (isSame && before.last.index === lastIndex(s.log) && has(s, before.last)) continue;
        seen[node] = { state: s, term: s.term, last: lastPosition(s.log) };
        if (!isSame || has(s, before.last)) continue;
        const words = `node ${node} leads in term ${s.term} and has lost ${named(before.last)}`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  };
}

/** What was committed in a term, as far as anybody has seen. */
interface Commit {
  readonly inTerm: number;
  last: Position;
}

/** Leader completeness: what is committed in a term is in the logs of the leaders of all later terms. */
export function leaderCompleteness(): Invariant<State> {
  const commits: Commit[] = [];
  const committed: number[] = [];
  const led: number[] = [];
  let highest = 0;
  /** Notes what is newly committed; true if there is something. */
  const noteCommit = (s: Readonly<State>): boolean => {
    if (s.commitIndex <= highest) return false;
    highest = s.commitIndex;
    const term = termAt(s.log, s.commitIndex);
    if (term === undefined) return false;
    const last = { index: s.commitIndex, term };
    const known = commits.find(({ inTerm }) => inTerm === s.term);
    if (known === undefined) commits.push({ inTerm: s.term, last });
    else known.last = last;
    return true;
  };
  return {
    name: "leader completeness",
    words: "an entry that is committed in a term is in the logs of all leaders of later terms",
    check({ states }) {
      let news = false;
      for (let node = 0; node < states.length; node++) {
        const s = states[node];
        if (s !== undefined && s.commitIndex !== committed[node]) news = noteCommit(s) || news;
        committed[node] = s?.commitIndex ?? 0;
      }
      return incompleteLeader(states, commits, led, news);
    },
  };
}

/** Looks at new leaders, and when something is newly committed at all of them. */
function incompleteLeader(
  states: States,
  commits: readonly Commit[],
  led: number[],
  all: boolean,
): Breach | undefined {
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
