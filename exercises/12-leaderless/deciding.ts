/** What is asked of those who decide: parts 1 to 3, 6 and 7. There is nothing to fill in here. @module */

import type { From, NodeId } from "hb/model/protocol.ts";
import type {
  Attributes,
  EPaxosIo,
  Id,
  Instance,
  Known,
  Message,
  Proposal,
  Report,
  Sizes,
  Value,
} from "./vocabulary.ts";

/** Part 1. */
export interface Interference {
  interfere(a: Value, b: Value): boolean;
  /** `rows`: for each replica the instances that are known, by slot. */
  attributes(rows: readonly ReadonlyMap<number, Known>[], id: Id, value: Value): Attributes;
}

/** Part 2. */
export interface Quorums {
  isSafe(sizes: Sizes): boolean;
  slow(sizes: Sizes): number;
  fast(sizes: Sizes): number;
  mostFast(replicas: number, failures: number): number;
  support(sizes: Sizes): number;
}

/** Part 3: what a coordinator is to get decided. */
export interface Asking {
  readonly id: Id;
  readonly proposal: Proposal;
  readonly sizes: Sizes;
  /** How long it waits until it takes what it has, or asks again, in ms. */
  readonly retryMs: number;
}

/** Part 3: a handler of one type of message, with a state of your own. */
export type Leads<S, K extends Message["type"]> = (
  asking: Asking,
  s: S,
  message: Extract<Message, { type: K }> & From,
  io: EPaxosIo,
) => void;

/** Part 3. `S` is yours: plain data. */
export interface CoordinatorOver<S> {
  begin(asking: Asking, io: EPaxosIo): S;
  readonly preAcceptReply: Leads<S, "preAcceptReply">;
  readonly acceptReply: Leads<S, "acceptReply">;
  readonly nack: Leads<S, "nack">;
  /** The timer has gone off. */
  readonly retry: (asking: Asking, s: S, io: EPaxosIo) => void;
}

// deno-lint-ignore no-explicit-any -- what it is is the reader's affair
export type Coordinator = CoordinatorOver<any>;

/** Part 6: what a replica knows, all of which is saved. */
export interface Replica {
  /** For each replica the instances of its row, by slot. Nothing in an instance changes: another one takes its place. */
  rows: Map<number, Instance>[];
}

/** Part 6: a handler of one type of message. */
export type Replies<K extends Message["type"]> = (
  setting: {
    /** What this value depends on there, as far as this replica knows: as in part 1, and right. */
    attributes(s: Replica, id: Id, value: Value): Attributes;
  },
  s: Replica,
  message: Extract<Message, { type: K }> & From,
  io: EPaxosIo,
) => void;

/** Part 6. */
export interface Acceptor {
  readonly preAccept: Replies<"preAccept">;
  readonly accept: Replies<"accept">;
  readonly commit: Replies<"commit">;
  readonly prepare: Replies<"prepare">;
}

/** Part 7: what is known when n − f replicas have promised, whoever recovers included. */
export interface Evidence {
  readonly id: Id;
  readonly sizes: Sizes;
  /** What each of them knew. */
  readonly reports: ReadonlyMap<NodeId, Report>;
}

/** Part 7: what whoever recovers does then. */
export type Choice =
  /** It is decided, as somebody knows. */
  | { readonly type: "commit"; readonly proposal: Proposal }
  /** Ask for votes for this. */
  | { readonly type: "accept"; readonly proposal: Proposal }
  /** This may have been decided on the fast path, and so many support it: ask those who have promised what contradicts it. */
  | { readonly type: "validate"; readonly proposal: Proposal; readonly support: number };

/** Part 7: an instance that contradicts a decision on the fast path. */
export interface Objection {
  readonly id: Id;
  /** Whether that is decided. */
  readonly committed: boolean;
}

/** Part 7: what is known when those who have promised have said what contradicts it. */
export interface Trial {
  readonly sizes: Sizes;
  /** Who has promised, n − f of them. */
  readonly quorum: readonly NodeId[];
  /** How many of them support it. */
  readonly support: number;
  /** What all of them together have objected. */
  readonly objections: readonly Objection[];
}

/** Part 7: whether something can have been decided on the fast path, or what others become must be known first. */
export type Verdict = "possible" | "impossible" | "wait";

/** Part 7. */
export interface Recovery {
  chosen(evidence: Evidence): Choice;
  objections(
    known: {
      /** What the replica that is asked knows. */
      readonly rows: readonly ReadonlyMap<number, Instance>[];
      /** As in part 1. */
      interfere(a: Value, b: Value): boolean;
    },
    id: Id,
    proposal: Proposal,
  ): readonly Objection[];
  judged(trial: Trial): Verdict;
}
