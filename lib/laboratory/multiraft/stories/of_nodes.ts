/** Orders of messages, handed to one node, in which a mistake of Multi-Raft shows. @module */

import { emptyRange, hasBegun } from "../../../multiraft/range/state.ts";
import type { Change } from "../../../multiraft/storms.ts";
import { isVote, Node, oneRange, Range, snapshotOf, stands, type Story } from "./node.ts";

/** A replica votes, is removed, comes back, and is asked for its vote again. */
export const votesGoesAndComesBack: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 2);
  if (!isVote(node.inGroup(0, 0, stands(2)))) return "it does not vote at all";
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  return isVote(node.inGroup(1, 7, stands(2))) ? "one vote: it votes twice in term 2" : undefined;
};

/** A new member gets a snapshot of before it came. */
export const aNewMember: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 3);
  node.hand(0, snapshotOf(new Range(emptyRange(1, { start: "", end: null }, 1)), { conf: 4 }));
  return node.state!.replicas.has(1) ? undefined : "progress: it goes, and is called again";
};

/** How many entries of a range that is split off a node has executed. */
export interface Executed {
  /** When its snapshot has come, before the node has executed the split; undefined: it has no such range. */
  readonly before: number | undefined;
  /** When it has executed the split; undefined as well. */
  readonly after: number | undefined;
}

/** The snapshot of a range comes before the split that it comes from, which this node executes then (TiKV 529). */
export function snapshotThenSplit(change?: Change): Executed {
  const node = new Node(oneRange(change), 2);
  const child = new Range(emptyRange(2, { start: "m", end: null }, 2));
  const executed = () => {
    const group = node.state!.replicas.get(2)?.group;
    return group === undefined || !hasBegun(group.machine) ? undefined : group.lastApplied;
  };
  node.hand(0, snapshotOf(child, { index: 5 }));
  const before = executed(), command = { type: "split", version: 1, at: "m", child: 2 } as const;
  node.inGroup(0, 0, {
    type: "appendEntries",
    term: 1,
    previous: { index: 1, term: 1 },
    entries: [{ type: "command", term: 1, command, stamp: null }],
    commit: 2,
    round: 1,
  });
  return { before, after: executed() };
}

/** The same, as a story. */
export const aSnapshotBeforeItsSplit: Story = (change): string | undefined => {
  const { before = 0, after } = snapshotThenSplit(change);
  if (after === undefined) return "nothing is split off";
  return after < before ? `soundness: group 2 is at ${after} again, after ${before}` : undefined;
};

/** A replica is gone; who takes it for a member still, as the configuration was before, asks for its vote. */
export const aVoteOfWhoIsGone: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 2);
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  // It knows nothing of what it had, so any log is as long as its own.
  return isVote(node.inGroup(0, 3, stands(9)))
    ? "leader completeness: who is gone votes, for a log that may lack what it had"
    : undefined;
};

/** The leader of a group beats, and then beats for another group only: it leads this one no more. */
export const beatsForAnother: Story = (change): string | undefined => {
  const node = new Node(oneRange(change), 2);
  const beat = (group: number) => {
    const first = { index: 1, term: 1 };
    const one = { group, term: 1, previous: first, commit: 1, round: 1, conf: 0, sleeps: false };
    node.hand(0, { type: "beats", beats: [one] });
  };
  const patience = () => node.state!.replicas.get(1)!.timers.get("election");
  beat(1);
  const before = patience();
  node.now = 250;
  beat(2);
  if (before === undefined) return "it does not wait for a leader";
  return patience() === before
    ? undefined
    : "progress: it waits on, for a leader that there is not";
};
