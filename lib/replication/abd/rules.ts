/** The decisions that ABD rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { QuorumSystem } from "../../replicated/quorum/system.ts";
import type { PhaseId, Saved } from "./messages.ts";
import type { Operation, State } from "./state.ts";
import { compareTags, type Tag, type Version } from "./tags.ts";

/** The rules. */
export interface Rules {
  /** Which of two tags is later. */
  readonly compare: (a: Tag, b: Tag) => number;
  /** Whether a replica takes a version in the place of the one that it holds. */
  readonly takes: (offered: Tag, held: Tag, compare: Rules["compare"]) => boolean;
  /** Whether a node that wants to write asks what the latest tag is. */
  readonly asksFirst: (writer: NodeId | null) => boolean;
  /** The time of a new write, given the latest tag heard of and the highest time that this node has given. */
  readonly timeAfter: (heard: number, issued: number) => number;
  /** Under which tag a read stores what it has read; `fresh()` is one that nobody has used. */
  readonly tagOfWriteBack: (read: Tag, fresh: () => Tag) => Tag;
  /** Whether a read need not write back: who has answered, and whom of them with the version that it returns. */
  readonly isHeld: (
    holders: ReadonlySet<NodeId>,
    answered: ReadonlySet<NodeId>,
    quorums: QuorumSystem,
  ) => boolean;
  /** Whether a read answers only when a write quorum holds what it has read. */
  readonly awaitsWriteBack: boolean;
  /** As whose an answer counts: `from` sent it, and so many have been counted. */
  readonly voter: (from: NodeId, counted: number) => NodeId;
  /** What a replica's failure to read counts for, as if it had answered this; undefined: it does not count. */
  readonly ofFailure: (from: NodeId, self: NodeId) => Version | undefined;
  /** The phase that an answer belongs to, if that is still under way. */
  readonly phaseOf: (
    state: State,
    answer: PhaseId & Pick<Operation, "stage" | "key">,
  ) => number | undefined;
  /** Whether something is saved that is to survive a crash. */
  readonly isSaved: (record: Saved) => boolean;
}

/** As in the papers. */
export const rules: Rules = {
  compare: compareTags,
  takes: (offered, held, compare) => compare(offered, held) > 0,
  asksFirst: (writer) => writer === null,
  timeAfter: (heard, issued) => Math.max(heard, issued) + 1,
  tagOfWriteBack: (read) => read,
  isHeld: (holders, _, quorums) => quorums.phase2(holders),
  awaitsWriteBack: true,
  voter: (from) => from,
  ofFailure: () => undefined,
  phaseOf: ({ life, operations }, answer) =>
    answer.life === life && operations.get(answer.phase)?.stage === answer.stage
      ? answer.phase
      : undefined,
  isSaved: () => true,
};
