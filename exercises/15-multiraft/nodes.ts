/**
 * What parts 5 to 7 are about: a node that has replicas of many groups, and that clients ask. There
 * is nothing to fill in here.
 *
 * @module
 */

import type { Any, Epoch, GroupId, NodeId, Route } from "./given.ts";
import type { Operation, RangeAnswer, Stamp } from "./ranges.ts";

/** A place in a log: an index, and the term of the entry there. */
export interface Position {
  readonly index: number;
  readonly term: number;
}

/** What a heartbeat says: an append without entries. */
export interface Append {
  readonly term: number;
  /** Up to where the follower is believed to agree. */
  readonly previous: Position;
  readonly commit: number;
  /** The number of the leader's round of heartbeats. */
  readonly round: number;
}

/** What a follower answers. */
export interface AppendReply {
  readonly term: number;
  readonly success: boolean;
  readonly match: number;
  readonly round: number;
}

/** One group's part of a message of heartbeats. */
export interface Beat extends Append {
  readonly group: GroupId;
}

/** One group's part of the answer. */
export interface BeatReply extends AppendReply {
  readonly group: GroupId;
}

/** What nodes say to each other. */
export type BeatsMessage =
  | { readonly type: "beats"; readonly beats: readonly Beat[] }
  | { readonly type: "beatReplies"; readonly replies: readonly BeatReply[] };

/** A replica, as Raft has it. A node may be among `voters` and `outgoing` at once. */
export interface Replica {
  readonly group: GroupId;
  readonly leads: boolean;
  readonly leader: NodeId | null;
  readonly isAsleep: boolean;
  readonly term: number;
  readonly commit: number;
  readonly round: number;
  readonly voters: readonly NodeId[];
  readonly outgoing: readonly NodeId[];
  readonly learners: readonly NodeId[];
  /** Up to where each of the others is believed to agree; of leaders. */
  readonly agrees: ReadonlyMap<NodeId, Position>;
}

/** What a node can do. */
export interface BeatsIo {
  readonly self: NodeId;
  send(to: NodeId, message: BeatsMessage): void;
  /** Hands a heartbeat to the Raft of a group that is here; what that answers, if it answers. */
  receive(group: GroupId, from: NodeId, append: Append): AppendReply | undefined;
  /** Hands an answer to the Raft of a group that is here and leads. */
  settle(group: GroupId, from: NodeId, reply: AppendReply): void;
}

/** Part 5. Heartbeats of many groups. Nothing is remembered: `replicas` are those of this node. */
export interface Beats {
  /** It is time for heartbeats. */
  due(replicas: readonly Replica[], io: BeatsIo): void;
  /** Another node's have come. */
  came(from: NodeId, beats: readonly Beat[], replicas: readonly Replica[], io: BeatsIo): void;
  /** Another node has answered. */
  answered(
    from: NodeId,
    replies: readonly BeatReply[],
    replicas: readonly Replica[],
    io: BeatsIo,
  ): void;
}

/** What Raft says of a replica that may go to sleep. */
export interface Facts {
  readonly leader: NodeId | null;
  readonly term: number;
  /** The last entry of its log. */
  readonly last: Position;
  readonly commit: number;
  readonly applied: number;
  /** Of a leader: up to where each other member is known to agree. */
  readonly matches: ReadonlyMap<NodeId, number>;
  /** Of a leader: requests that were not answered yet. */
  readonly requests: number;
  /** Of a leader: reads that were not answered yet. */
  readonly reads: number;
  /** Its members are changing. */
  readonly isJoint: boolean;
  /** Of a leader: it is about to hand over to another. */
  readonly handsOver: boolean;
  /** Its range has stopped, to become a part of another. */
  readonly hasStopped: boolean;
}

/** A leader's heartbeat, as its follower hears it. */
export interface Heartbeat extends Append {
  /** The leader would sleep. */
  readonly sleeps: boolean;
}

/** What is chosen. */
export interface SleepRules {
  /** After so many heartbeats since it was asked anything a leader would sleep. */
  readonly sleepAfter: number;
  /** Who has heard of a leader helps nobody else to lead for so long. */
  readonly leaseMs: number;
}

/** What a replica can do. */
export interface SleepIo {
  /** Stops its timers: it beats no more, and misses nobody. */
  stop(): void;
  /** A leader beats at once, and goes on beating. */
  beat(): void;
  /**
   * Its timer starts as if a leader had just been heard. `isFree`: it helps whoever asks for its
   * vote, at once; otherwise only when it has heard of no leader for `leaseMs` from now on.
   */
  await(isFree: boolean): void;
  /** Tells the replica on that node that it is to wake. */
  wake(node: NodeId): void;
}

/** Part 6. A replica that goes to sleep. It begins awake. Times are in ms, on its own clock. */
export interface Sleep<S = Any> {
  start(rules: SleepRules): S;
  /** It begins to lead. */
  leads(s: S): void;
  /** It leads no more. */
  follows(s: S): void;
  /** It leads, is awake, and is about to beat: whether its heartbeats say that it would sleep. */
  due(s: S, facts: Facts): boolean;
  /** It leads; another member has answered that it sleeps. */
  slept(s: S, from: NodeId, facts: Facts, now: number, io: SleepIo): void;
  /** It does not lead, and hears a heartbeat; whether it sleeps now. */
  heard(s: S, beat: Heartbeat, facts: Facts, now: number, io: SleepIo): boolean;
  /** A client asks something of it. */
  asked(s: S, facts: Facts, now: number, io: SleepIo): void;
  /** Any other message comes for it. */
  came(s: S, facts: Facts, now: number, io: SleepIo): void;
  /** A node is lost. */
  lost(s: S, node: NodeId, facts: Facts, now: number, io: SleepIo): void;
}

/** What a gateway asks of a replica. */
export interface Question {
  /** The number of what is asked. */
  readonly id: number;
  /** The gateway's start. */
  readonly boot: number;
  readonly group: GroupId;
  readonly epoch: Epoch;
  /** Null where nothing is changed. */
  readonly stamp: Stamp | null;
  readonly operation: Operation;
}

/** What came of it. */
export type Outcome =
  /** Its range has answered: `ok`, or "old", or "refused". */
  | { readonly type: "answer"; readonly answer: RangeAnswer }
  /** It was for another epoch. Nothing was done. */
  | { readonly type: "stale" }
  /** This replica does not lead. Nothing was done. */
  | { readonly type: "not leader" }
  /** There is no replica of the group. Nothing was done. */
  | { readonly type: "no replica" }
  /** Not now. Nothing was done. */
  | { readonly type: "busy" };

/** What a gateway can do. */
export interface GatewayIo {
  readonly self: NodeId;
  /** How often it has started. */
  readonly boot: number;
  /** What is known of a key (as in part 1). */
  find(key: string): Route | undefined;
  learn(route: Route): void;
  forget(group: GroupId): void;
  /** One of these, by chance. */
  any(nodes: readonly NodeId[]): NodeId;
  ask(to: NodeId, question: Question): void;
  /** Asks some node where a key is. */
  locate(id: number, key: string): void;
  /** `again` is called for this number after a while; what was waited for before is not. */
  wait(id: number): void;
  /** It is not. */
  cancel(id: number): void;
  answer(address: number, answer: RangeAnswer): void;
}

/** Part 7. A gateway. */
export interface Retry<S = Any> {
  start(): S;
  /** A client asks; `address` is where the answer goes. */
  asked(s: S, address: number, operation: Operation, io: GatewayIo): void;
  /** The wait for this number is over. */
  again(s: S, id: number, io: GatewayIo): void;
  /** Somebody says where the key is, if they know. */
  located(s: S, id: number, routes: readonly Route[], io: GatewayIo): void;
  /**
   * A replica says what came of a question of this number and this boot, and which ranges are
   * there.
   */
  routed(
    s: S,
    from: NodeId,
    id: number,
    boot: number,
    outcome: Outcome,
    routes: readonly Route[],
    io: GatewayIo,
  ): void;
}
