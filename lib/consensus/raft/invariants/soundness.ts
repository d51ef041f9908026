/** What holds within each server: the assertions of the fields of `State`, and what never decreases. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { isVoter, latest, membersOf } from "../configuration.ts";
import { lastIndex, termAt } from "../log.ts";
import { faultOf } from "../membership.ts";
import type { Leading, State } from "../state.ts";

/** What never decreases in a server while it runs, by node; −1 while it is down. */
interface Heights {
  readonly terms: number[];
  readonly commits: number[];
}

/** Each server keeps to what its fields promise. */
export const soundness: Invariant<State> = remembering<State, Heights>({
  name: "soundness",
  words: "each server keeps to what the fields of its state promise",
  memory: () => ({ terms: [], commits: [] }),
  check({ states }, { terms, commits }) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node];
      const fault = s &&
        (fallIn(s, terms[node] ?? -1, commits[node] ?? -1) ?? faultIn(s) ??
          faultInLeading(s, node));
      if (fault !== undefined) return { words: `node ${node}: ${fault}`, nodes: [node] };
      terms[node] = s?.term ?? -1;
      commits[node] = s?.commitIndex ?? -1;
    }
    return undefined;
  },
});

function fallIn(s: Readonly<State>, term: number, commitIndex: number): string | undefined {
  if (s.term < term) return `its term falls from ${term} to ${s.term}`;
  if (s.commitIndex >= commitIndex) return undefined;
  return `its commit index falls from ${commitIndex} to ${s.commitIndex}`;
}

function faultIn({ log, snapshot, lastApplied, commitIndex }: Readonly<State>): string | undefined {
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

function faultInLeading(s: Readonly<State>, self: NodeId): string | undefined {
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
  return faultInMembers(s, leading, self);
}

function faultInMembers(s: Readonly<State>, leading: Leading, self: NodeId): string | undefined {
  const { index, configuration } = latest(s.configurations);
  const fault = faultOf(configuration);
  if (fault !== undefined) return `in its configuration ${fault}`;
  const missing = membersOf(configuration).find((node) =>
    node !== self && !leading.progress.has(node)
  );
  if (missing !== undefined) return `it keeps no progress of node ${missing}`;
  if (index > s.commitIndex || termAt(s.log, s.commitIndex) !== s.term) return undefined;
  if (configuration.autoLeave) return "it does not end a joint change that is committed";
  return isVoter(configuration, self) ? undefined : "it leads a cluster without belonging to it";
}
