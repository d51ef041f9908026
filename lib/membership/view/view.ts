/**
 * Views (Birman and Joseph 1987; Chockler, Keidar and Vitenberg 2001, section 3): who belongs to the group, in the
 * opinion of all who do. Views are numbered, and each is agreed on by the members of the one before.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { QuorumSystem } from "../../replicated/quorum/system.ts";

/** One life of a node: whoever comes back without its memory is somebody else, and must not be taken for who it was. */
export interface Member {
  /** Its node. */
  readonly node: NodeId;
  /** Counts the lives of that node. */
  readonly life: number;
}

/** Who belongs to the group. */
export interface View {
  /** Counts views from 1; 0 before the first. */
  readonly number: number;
  /** The members, whoever has been one for longest first. No node is there twice. */
  readonly members: readonly Member[];
}

/** The view of who has never been in one. */
export const NO_VIEW: View = { number: 0, members: [] };

/** The member at a node, if there is one. */
export function memberAt({ members }: View, node: NodeId): Member | undefined {
  return members.find((member) => member.node === node);
}

/** Whether this very life of a node is a member. */
export function includes(view: View, { node, life }: Member): boolean {
  return memberAt(view, node)?.life === life;
}

/** The nodes of the members, in their order. */
export function nodesOf({ members }: View): NodeId[] {
  return members.map(({ node }) => node);
}

/** Who is in both views in the same life, and so goes from one to the other. */
export function survivorsOf(last: View, next: View): Member[] {
  return last.members.filter((member) => includes(next, member));
}

/**
 * More than half of the members; half of them are enough if the oldest is among them (dynamic-linear voting,
 * Jajodia and Mutchler 1990), so that of two members one can go on. Any two quorums meet.
 */
export function primary(members: readonly NodeId[]): QuorumSystem {
  const enough = (present: ReadonlySet<NodeId>) => {
    const there = members.filter((node) => present.has(node)).length;
    if (2 * there !== members.length) return 2 * there > members.length;
    return members.length > 0 && present.has(members[0]!);
  };
  return {
    words: `more than half of ${members.length}, or half with the oldest`,
    members,
    phase1: enough,
    phase2: enough,
  };
}

/** A view in few letters: "3: 0 1 4'" has node 4 in its second life. */
export function viewLabel({ number, members }: View): string {
  if (number === 0) return "no view";
  return `${number}: ${members.map(memberLabel).join(" ")}`;
}

/** A member in few letters: each life after the first adds a stroke, many are counted. */
export function memberLabel({ node, life }: Member): string {
  return life <= 2 ? `${node}${"'".repeat(life)}` : `${node}'${life}`;
}
