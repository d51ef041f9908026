/** The vocabulary of EPaxos: instances, what is agreed on in them, and what replicas say. There is nothing to fill in here. @module */

import type { Ballot } from "hb/consensus/ballot.ts";
import type { Io, NodeId } from "hb/model/protocol.ts";

/** Names an instance. */
export interface Id {
  /** The replica whose row it is in. */
  readonly replica: NodeId;
  /** Its place there, from 1. */
  readonly slot: number;
}

/** An instance in few letters: "0.2". */
export function label({ replica, slot }: Id): string {
  return `${replica}.${slot}`;
}

/** A command. */
export interface Command {
  /** What it is called. */
  readonly name: string;
  /** What it looks at, by names; "*" is everything there is. */
  readonly reads: readonly string[];
  /** What it may change. */
  readonly writes: readonly string[];
  /** Who asked for it. */
  readonly client: string;
  /** Which of its client's it is: each client numbers its commands 1, 2, 3 … */
  readonly number: number;
}

/** What is decided in an instance: commands that are executed one after another; none in a no-op. */
export type Value = readonly Command[];

/** For each replica a slot, which stands for itself and all before it; 0 for none. */
export type Dependencies = readonly number[];

/** What orders instances. */
export interface Attributes {
  readonly dependencies: Dependencies;
  /** Greater than that of each instance that interferes and was known. */
  readonly sequence: number;
}

/** What is to be agreed on in an instance. */
export interface Proposal extends Attributes {
  readonly value: Value;
}

/** How far a replica has come with an instance. */
export type Phase =
  /** It has heard of no value for it. */
  | "none"
  /** It has heard of the value from the coordinator, and added what it knows. */
  | "pre-accepted"
  /** It has voted for what stands there. */
  | "accepted"
  /** It knows that this is decided, for ever. */
  | "committed";

/** An instance, as a replica has it and saves it. */
export interface Instance<P = Proposal> {
  /** It takes no part in ballots below this one. */
  readonly promised: Ballot;
  /** The ballot in which it has voted; `NO_BALLOT` before it has. */
  readonly accepted: Ballot;
  readonly phase: Phase;
  /** What stands here; null in phase "none". */
  readonly proposal: P | null;
  /** What the coordinator asked all to pre-accept, as far as that is known here. */
  readonly initial: P | null;
}

/** A record of the journal: it has this instance now. */
export interface Saved {
  readonly id: Id;
  readonly instance: Instance;
}

/** What a replica knew of an instance when it promised a ballot. */
export type Report<P = Proposal> = Omit<Instance<P>, "promised">;

/** What replicas say to each other; `from` is added when it arrives. `A` is what orders proposals, which are `P`. */
export type Message<P = Proposal, A = Attributes> =
  /** The coordinator → all others, phase 1: this is what I ask for, and what I know that it depends on. */
  | { readonly type: "preAccept"; readonly id: Id; readonly proposal: P }
  /** A replica → the coordinator: with what I know it depends on this. */
  | { readonly type: "preAcceptReply"; readonly id: Id } & A
  /** Whoever leads a ballot → all others, phase 2: vote for this. */
  | { readonly type: "accept"; readonly id: Id; readonly ballot: Ballot; readonly proposal: P }
  /** A replica → whoever leads the ballot: voted. */
  | { readonly type: "acceptReply"; readonly id: Id; readonly ballot: Ballot }
  /** To all others, and to whoever lacks it: this is decided. */
  | { readonly type: "commit"; readonly id: Id; readonly proposal: P }
  /** Whoever recovers → all others: promise this ballot, and tell what you know. */
  | { readonly type: "prepare"; readonly id: Id; readonly ballot: Ballot }
  /** A replica → whoever recovers: promised, and this is what I knew. */
  | { readonly type: "prepareReply"; readonly id: Id; readonly ballot: Ballot } & Report<P>
  /** A replica → whoever asked: I have promised a higher ballot. */
  | { readonly type: "nack"; readonly id: Id; readonly promised: Ballot };

/** The world of parts 3 and 6. */
export type EPaxosIo = Io<Message, { readonly type: "retry" }, Saved>;

/** How many replicas there are, and how many may fail. */
export interface Sizes {
  /** n. */
  readonly replicas: number;
  /** f: how many may be down while the others go on. */
  readonly failures: number;
  /** e: how many may be down, or find something else, while a decision takes one round trip. */
  readonly fastFailures: number;
}

/** What a replica knows of a value in some instance. */
export interface Known {
  readonly value: Value;
  readonly sequence: number;
}
