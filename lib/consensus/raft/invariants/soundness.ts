/** What holds within each server: the assertions of the fields of `State`, and what never decreases. @module */

import type { Invariant } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { isVoter, latest, membersOf, type Placed } from "../configuration.ts";
import { lastIndex, termAt } from "../log.ts";
import { faultOf } from "../membership.ts";
import type { Leading, Role, State } from "../state.ts";

/** A server in its present life: one that starts anew has a state of its own. */
interface Life {
  readonly state: Readonly<State>;
  readonly term: number;
  readonly commitIndex: number;
  readonly role: Role;
  readonly placed: Placed;
}

/** Each server keeps to what its fields promise. */
export function soundness(): Invariant<State> {
  const lives: Life[] = [];
  return {
    name: "soundness",
    words: "each server keeps to what the fields of its state promise",
    check({ states }) {
      for (let node = 0; node < states.length; node++) {
        const s = states[node], before = lives[node];
        if (s === undefined) continue;
        const news = before === undefined || hasNews(s, before);
        const fault = (before?.state === s ? fallIn(s, before) : undefined) ?? faultIn(s) ??
          faultInLeading(s, node, news);
        if (fault !== undefined) return { words: `node ${node}: ${fault}`, nodes: [node] };
        if (news) lives[node] = lifeOf(s);
      }
      return undefined;
    },
  };
}

function lifeOf(s: Readonly<State>): Life {
  const { term, commitIndex, role } = s;
  return { state: s, term, commitIndex, role, placed: latest(s.configurations) };
}

function hasNews(s: Readonly<State>, before: Life): boolean {
  return before.state !== s || before.term !== s.term || before.role !== s.role ||
    before.commitIndex !== s.commitIndex || before.placed !== latest(s.configurations);
}

function fallIn({ term, commitIndex }: Readonly<State>, before: Life): string | undefined {
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

/** Members are looked at only when there is news; the rest is cheap. */
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
