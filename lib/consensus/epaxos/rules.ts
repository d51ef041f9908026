/** The decisions that EPaxos rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Admission, admit, type Sessions, type Stamp } from "../../replicated/sessions.ts";
import { type Ballot, compareBallots, NO_BALLOT } from "../ballot.ts";
import {
  type Choice,
  chosen,
  type Evidence,
  judged,
  outweighs,
  type Trial,
  type Verdict,
} from "./choice.ts";
import {
  type Attributes,
  compareIds,
  covers,
  type Dependencies,
  type Id,
  type Instance,
  sameAttributes,
  union,
} from "./instance.ts";
import type { Saved } from "./journal.ts";
import type { Objection } from "./messages.ts";
import { fastQuorum, type Sizes, slowQuorum } from "./quorums.ts";
import { type Footprint, interfere } from "./value.ts";

/** An instance that is ready to be executed, with what orders it. */
export interface Ordered extends Attributes {
  /** Which. */
  readonly id: Id;
}

/** The rules. */
export interface Rules {
  /** Whether commands with these footprints interfere. */
  readonly interferes: (a: Footprint, b: Footprint) => boolean;
  /** How many must have found the same to decide at once, the coordinator included. */
  readonly fastQuorum: (sizes: Sizes) => number;
  /** How many votes decide, and how many a recovery hears. */
  readonly slowQuorum: (sizes: Sizes) => number;
  /** Whether a reply is the same as what the coordinator asked for, so that it counts for the fast path. */
  readonly agrees: (own: Attributes, reply: Attributes) => boolean;
  /** What a replica makes of the attributes that it is told and of those that it finds. */
  readonly merge: (told: Attributes, found: Attributes) => Attributes;
  /** What a coordinator asks votes for on the slow path, given its own attributes and those in the replies. */
  readonly mergeReplies: (own: Attributes, replies: readonly Attributes[]) => Attributes;
  /** Whether a replica that has promised one ballot may promise another. */
  readonly mayPromise: (ballot: Ballot, promised: Ballot) => boolean;
  /** Whether a replica that has promised one ballot may vote in another. */
  readonly mayAccept: (ballot: Ballot, promised: Ballot) => boolean;
  /** What becomes of an instance when a replica promises a ballot. */
  readonly promising: (instance: Instance, ballot: Ballot) => Instance;
  /** What whoever recovers does, given what n − f replicas knew. */
  readonly chooses: (evidence: Evidence) => Choice;
  /** Which of the instances that interfere contradict that something was decided on the fast path. */
  readonly objects: (objection: Objection) => boolean;
  /** What becomes of what may have been decided on the fast path, given the objections. */
  readonly judges: (trial: Trial) => Verdict;
  /** Whether so much support for an instance excludes that one which waits for it was decided on the fast path. */
  readonly outweighs: (support: number, sizes: Sizes) => boolean;
  /** Whether an instance is one that another must wait for, provided that they interfere. */
  readonly dependsOn: (dependencies: Dependencies, id: Id) => boolean;
  /** Whether all dependencies must be decided before an instance is executed. */
  readonly awaitsDependencies: boolean;
  /** Which of two instances of a component a replica executes first: negative when it is `a`. */
  readonly order: (a: Ordered, b: Ordered, self: NodeId) => number;
  /** What the client's session says of a command. */
  readonly admit: (sessions: Readonly<Sessions>, stamp: Stamp) => Admission;
  /** Which of the records that a step would save are saved. */
  readonly saves: (saved: Saved) => Saved | null;
}

/** The right ones. */
export const rules: Rules = {
  interferes: interfere,
  fastQuorum,
  slowQuorum,
  agrees: sameAttributes,
  merge: union,
  mergeReplies: (own, replies) => replies.reduce(union, own),
  mayPromise: (ballot, promised) => compareBallots(ballot, promised) > 0,
  mayAccept: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  promising: (instance, promised) => ({ ...instance, promised }),
  chooses: chosen,
  objects: () => true,
  judges: judged,
  outweighs,
  dependsOn: covers,
  awaitsDependencies: true,
  order: (a, b) => a.sequence - b.sequence || compareIds(a.id, b.id),
  admit,
  saves: (saved) => saved,
};

/** An instance that a replica knows nothing of. */
export const UNKNOWN: Instance = {
  promised: NO_BALLOT,
  accepted: NO_BALLOT,
  phase: "none",
  proposal: null,
  initial: null,
};
