/** What holds within each server: the assertions of the fields of `State`, and what never decreases. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { isVoter, latest, membersOf } from "../configuration.ts";
import { lastIndex, termAt } from "../log.ts";
import { faultOf } from "../membership.ts";
import type { Leading, Role, State } from "../state.ts";

/** What was seen of a server last. The first two never decrease while it runs. */
interface Sight {
  readonly term: number;
  readonly commitIndex: number;
  readonly role: Role;
  /** Where its latest configuration stands in its log. */
  readonly configuredAt: number;
}

/** Each server keeps to what its fields promise. */
export const soundness: Invariant<State> = remembering<State, (Sight | null)[]>({
  name: "soundness",
  words: "each server keeps to what the fields of its state promise",
  memory: () => [],
  check({ states }, sights) {
    for (let node = 0; node < states.length; node++) {
      const s = states[node], before = sights[node] ?? null;
      if (s === undefined) {
        sights[node] = null;
        continue;
      }
      const news = before === null || hasNews(s, before);
      const fault = (before && fallIn(s, before)) ?? faultIn(s) ?? faultInLeading(s, node, news);
      if (fault !== undefined) return { words: `node ${node}: ${fault}`, nodes: [node] };
      if (news) sights[node] = sightOf(s);
    }
    return undefined;
  },
});

function sightOf({ term, commitIndex, role, configurations }: Readonly<State>): Sight {
  return { term, commitIndex, role, configuredAt: latest(configurations).index };
}

function hasNews(s: Readonly<State>, before: Sight): boolean {
  return before.term !== s.term || before.commitIndex !== s.commitIndex ||
    before.role !== s.role || before.configuredAt !== latest(s.configurations).index;
}

function fallIn({ term, commitIndex }: Readonly<State>, before: Sight): string | undefined {
  if (term < before.term) return `its term falls from ${before.term} to ${term}`;
  if (commitIndex >= before.commitIndex) return undefined;
  return `its commit index falls from ${before.commitIndex} to ${commitIndex}`;
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

/** Members are checked only when something has changed; the rest is cheap. */
function faultInLeading(s: Readonly<State>, self: NodeId, news: boolean): string | undefined {
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
  return news ? faultInMembers(s, leading, self) : undefined;
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
