/** What holds within each server: the assertions of the fields of `State`, and what never decreases. @module */

import type { Invariant } from "../../../model/invariant.ts";
import { isVoter, latest } from "../configuration.ts";
import { lastIndex } from "../log.ts";
import { faultOf } from "../membership.ts";
import type { State } from "../state.ts";

/** Each server keeps to what its fields promise. */
export function soundness(): Invariant<State> {
  const terms: number[] = [];
  const commits: number[] = [];
  const lives: (Readonly<State> | undefined)[] = [];
  return {
    name: "soundness",
    words: "each server keeps to what the fields of its state promise",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const s = states[node];
        if (s === undefined) continue;
        // A server that starts anew has a state of its own, and knows no commit index.
        const commit = lives[node] === s ? commits[node]! : 0;
        lives[node] = s;
        const fault = faultIn(s, terms[node] ?? 0, commit) ?? faultInLeading(s);
        if (fault !== undefined) return { words: `node ${node}: ${fault}`, nodes: [node] };
        terms[node] = s.term;
        commits[node] = s.commitIndex;
      }
      return undefined;
    },
  };
}

function faultIn(s: Readonly<State>, term: number, commit: number): string | undefined {
  const { log, snapshot, lastApplied, commitIndex } = s;
  if (s.term < term) return `its term falls from ${term} to ${s.term}`;
  if (commitIndex < commit) return `its commit index falls from ${commit} to ${commitIndex}`;
  const end = lastIndex(log);
  const isOrdered = log.base.index <= snapshot.last.index && snapshot.last.index <= lastApplied &&
    lastApplied <= commitIndex && commitIndex <= end;
  if (!isOrdered) {
    const places = [log.base.index, snapshot.last.index, lastApplied, commitIndex, end];
    return "the base of its log, its snapshot, lastApplied, commitIndex and the end of its log " +
      `are out of order: ${places.join(", ")}`;
  }
  if (lastApplied < commitIndex) return `${commitIndex - lastApplied} entries are not applied`;
  return undefined;
}

function faultInLeading(s: Readonly<State>): string | undefined {
  const { leading } = s;
  if ((s.role === "leader") !== (leading !== null)) {
    return `it is a ${s.role}, and does not know it`;
  }
  if (leading === null) return undefined;
  const end = lastIndex(s.log);
  for (const [follower, { match, next }] of leading.progress) {
    if (match < next && next <= end + 1) continue;
    return `of node ${follower} match is ${match} and next ${next}, in a log that ends at ${end}`;
  }
  const { configuration } = latest(s.configurations);
  const fault = faultOf(configuration);
  if (fault !== undefined) return `in its configuration ${fault}`;
  const missing = configuration.voters.find((voter) =>
    isVoter(configuration, voter) && !leading.progress.has(voter) && voter !== s.leader
  );
  return missing === undefined ? undefined : `it keeps no progress of node ${missing}`;
}
