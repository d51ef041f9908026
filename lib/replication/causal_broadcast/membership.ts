/**
 * Who takes part in causal broadcast. That a node joins or leaves is said in a broadcast like any other, so that everybody
 * learns of it after all that its origin had been told, and before all that depends on it.
 *
 * A node that joins takes over the state of one member, which first says that it joins. From then on that member keeps for it
 * whatever it delivers, so that nothing is lost of what others say who have not heard of it yet; and what it says itself
 * depends on all that was stable anywhere before somebody knew of it.
 *
 * A node that leaves says so, and nothing after that. Who has delivered this waits for it no longer. It hands on what it
 * has until all others have that word, and with it all that it depends on. Nobody joins again under the same number.
 *
 * @module
 */

import { merge, type Vector } from "../../clocks/vector.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Change, Membership } from "./members.ts";
import type { Broadcast } from "./messages.ts";
import type { State } from "./state.ts";

/** The first `members` of `nodes` nodes are members. */
export function founded(nodes: number, members: number, self: NodeId): Membership {
  return {
    status: self < members ? "in" : "outside",
    via: null,
    members: Array.from({ length: members }, (_, node) => node),
    joined: [],
    gone: [],
    excused: [],
    changes: Array.from({ length: nodes }, () => []),
  };
}

/** A node takes in that another, or itself, joins or leaves. */
export function changed<A, P>(
  s: State<A, P>,
  { origin, stamp }: Broadcast<P>,
  { node, joins }: Change,
  self: NodeId,
): void {
  const { membership } = s, others = membership.members.filter((each) => each !== node);
  membership.changes[origin]!.push(stamp[origin]!);
  if (!joins) {
    membership.members = others;
    membership.gone.push(node);
    if (node === self) membership.status = "leaving";
    return;
  }
  membership.members = [...others, node].sort((a, b) => a - b);
  membership.joined.push(node);
  // It begins with what its sponsor had delivered, this included, and has said nothing.
  s.known[node] = merge(s.known[node]!, stamp).slice();
  s.settled[node] = merge(s.settled[node]!, stamp).slice();
}

/** So many broadcasts of each node, without those of which applications are not told. */
export function forApplications({ changes }: Membership, counts: Vector): Vector {
  return counts.map((count, node) =>
    count - changes[node]!.filter((number) => number <= count).length
  );
}

/** Whether a node takes part: it delivers, and others wait for it. */
export function takesPart({ status }: Membership): boolean {
  return status === "in" || status === "leaving";
}

/** A node that leaves need not wait for others that leave, whose last words it may never get. */
export function excuse(membership: Membership, gone: readonly NodeId[]): void {
  if (membership.status === "leaving") {
    membership.excused.push(...gone.filter((each) => !membership.excused.includes(each)));
  }
}

/** Whether all members are known to have what a node that leaves has said last. */
export function allHaveLast<A, P>(s: Readonly<State<A, P>>, self: NodeId): boolean {
  const { members, excused } = s.membership;
  return members.every((member) =>
    excused.includes(member) || s.known[member]![self]! >= s.delivered[self]!
  );
}
