/** The decisions that virtual synchrony rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { QuorumSystem } from "../../replicated/quorum/system.ts";
import { unionOf } from "./channel.ts";
import type { Run } from "./ending.ts";
import type { Reply } from "./state.ts";
import { nodesOf, primary, type View } from "./view.ts";

/** The rules. */
export interface Rules {
  /** Who must take part when a view ends, given its members and all nodes. */
  readonly quorums: (members: readonly NodeId[], peers: readonly NodeId[]) => QuorumSystem;
  /** Whether those who have told what they have are enough to go on, given the quorums. */
  readonly enough: (told: ReadonlySet<NodeId>, quorums: QuorumSystem) => boolean;
  /** Whether a message of one view may be delivered in another. */
  readonly belongs: (view: number, own: number) => boolean;
  /** Whether a member may deliver what arrives. */
  readonly mayDeliver: (closed: boolean) => boolean;
  /** Whether a member may multicast. */
  readonly maySend: (closed: boolean) => boolean;
  /** For whom an attempt to end a view waits, if it has time. */
  readonly waitsFor: (view: View, suspects: ReadonlySet<NodeId>) => readonly NodeId[];
  /** Who goes on to the next view, of those who do not want to leave. */
  readonly goesOn: (node: NodeId, told: boolean, suspected: boolean) => boolean;
  /** What all must have delivered, given what each has told. */
  readonly cut: <P>(replies: ReadonlyMap<NodeId, Reply<P>>) => Run<P>[];
  /** Whether an ending is decided by consensus, and not by whoever proposes it. */
  readonly agrees: boolean;
  /** When that is taken down which a newcomer is told. */
  readonly snapshotAt: "before the cut" | "after the cut";
  /** Up to which number messages are stable, given up to which each member has got them. */
  readonly stable: (counts: readonly number[]) => number;
  /** Whether what members had got in the last view is forgotten in the next one. */
  readonly forgetsAcks: boolean;
  /** Who ends the view. */
  readonly coordinator: (view: View, suspects: ReadonlySet<NodeId>) => NodeId | undefined;
  /** Whether a coordinator that hears from who has been asked to flush ends the view, though it has not asked. */
  readonly noticesClosed: boolean;
  /** Whether who is in a view that has ended is told so. */
  readonly tellsLaggards: boolean;
  /** Whether a node that comes back without its memory begins another life, and joins. */
  readonly beginsAnew: boolean;
  /** Whether a member that comes back remembers that it has told what it has. */
  readonly savesClosing: boolean;
}

/** The right ones. */
export const rules: Rules = {
  quorums: (members) => primary(members),
  enough: (told, quorums) => quorums.phase1(told),
  belongs: (view, own) => view === own,
  mayDeliver: (closed) => !closed,
  maySend: (closed) => !closed,
  waitsFor: (view, suspects) => nodesOf(view).filter((node) => !suspects.has(node)),
  goesOn: (_, told) => told,
  cut: (replies) => unionOf([...replies.values()].map(({ unstable }) => unstable)),
  agrees: true,
  snapshotAt: "after the cut",
  stable: (counts) => Math.min(...counts),
  forgetsAcks: true,
  coordinator: (view, suspects) => nodesOf(view).find((node) => !suspects.has(node)),
  noticesClosed: true,
  tellsLaggards: true,
  beginsAnew: true,
  savesClosing: true,
};
