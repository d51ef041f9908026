/**
 * What is given: the vocabulary of EPaxos, and what handlers may call. There is nothing to fill in here.
 *
 * There are n replicas, 0 to n − 1, and no leader. Each has a row of instances, with slots 1, 2, 3 …: 0.2 is slot 2 of
 * replica 0, which is the coordinator of its row. In an instance replicas agree on a proposal: a value, which is a list of
 * commands, on what it depends, and a sequence number.
 *
 * Dependencies are a list with a slot for each replica, 0 for none. The slot stands for itself and for all before it in that
 * row that interfere, so that [2, 0, 1] names 0.1, 0.2 and 2.1. What is named and does not interfere comes before in no sense.
 *
 * f replicas may be down. In an accept round n − f decide; on the fast path n − e, which have found the same. Whoever
 * coordinates or recovers is one of those that are counted.
 *
 * A ballot is { round, node }. `compareBallots(a, b)` is negative when `a` comes first, and 0 when they are the same.
 * `NO_BALLOT` comes before all others: in it the coordinator works, and nobody else. Higher ballots recover.
 *
 * Where a part has an `io`, that is the world: `self`, `peers` (all replicas, itself too), `send(to, message)`,
 * `wait(ms, timer)` in place of the pending timer of that type, `cancel(type)`, `save(record)`. What a step saves is durable
 * before anything that it sends leaves, unless that is sent "ahead" (a third argument of `send`).
 *
 * @module
 */

import type { Ballot } from "hb/consensus/ballot.ts";
import type { From, Io, NodeId, Protocol } from "hb/model/protocol.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

export type { Ballot } from "hb/consensus/ballot.ts";
export { compareBallots, NO_BALLOT } from "hb/consensus/ballot.ts";
export type { From, Io, NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
/** Copies plain data. */
export { clone } from "hb/model/clone.ts";

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
export interface Instance {
  /** It takes no part in ballots below this one. */
  readonly promised: Ballot;
  /** The ballot in which it has voted; `NO_BALLOT` before it has. */
  readonly accepted: Ballot;
  readonly phase: Phase;
  /** What stands here; null in phase "none". */
  readonly proposal: Proposal | null;
  /** What the coordinator asked all to pre-accept, as far as that is known here. */
  readonly initial: Proposal | null;
}

/** A record of the journal: it has this instance now. */
export interface Saved {
  readonly id: Id;
  readonly instance: Instance;
}

/** What replicas say to each other; `from` is added when it arrives. */
export type Message =
  /** The coordinator → all others, phase 1: this is what I ask for, and what I know that it depends on. */
  | { readonly type: "preAccept"; readonly id: Id; readonly proposal: Proposal }
  /** A replica → the coordinator: with what I know it depends on this. */
  | { readonly type: "preAcceptReply"; readonly id: Id } & Attributes
  /** Whoever leads a ballot → all others, phase 2: vote for this. */
  | {
    readonly type: "accept";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly proposal: Proposal;
  }
  /** A replica → whoever leads the ballot: voted. */
  | { readonly type: "acceptReply"; readonly id: Id; readonly ballot: Ballot }
  /** To all others, and to whoever lacks it: this is decided. */
  | { readonly type: "commit"; readonly id: Id; readonly proposal: Proposal }
  /** Whoever recovers → all others: promise this ballot, and tell what you know. */
  | { readonly type: "prepare"; readonly id: Id; readonly ballot: Ballot }
  /** A replica → whoever recovers: promised, and this is what I knew. */
  | { readonly type: "prepareReply"; readonly id: Id; readonly ballot: Ballot } & Report
  /** A replica → whoever asked: I have promised a higher ballot. */
  | { readonly type: "nack"; readonly id: Id; readonly promised: Ballot };

/** What a replica knew of an instance when it promised a ballot. */
export type Report = Omit<Instance, "promised">;

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

/** Part 4: an instance that is decided, and what orders it among those that depend on each other. */
export interface Ordered {
  readonly id: Id;
  readonly sequence: number;
}

/** Part 4. `dependsOn` gives the instances that one depends on; all of them are among `all`. */
export type Order = (
  all: readonly Ordered[],
  dependsOn: (id: Id) => readonly Id[],
) => readonly Id[];

/** Part 5: where a replica executes. */
export interface Executing {
  readonly self: NodeId;
  /** How many replicas there are. */
  readonly replicas: number;
  /** As in part 1. */
  interfere(a: Value, b: Value): boolean;
}

/** Part 5: what a replica does with what it executes. */
export interface ExecutorIo {
  /** Executes a command on the state machine, and gives its result. */
  execute(command: Command): string;
  /** Tells whoever has asked for a command of an instance of this replica's own row; the first command is 0. */
  answer(id: Id, nth: number, result: string): void;
}

/** Part 5. `S` is yours: plain data. */
export interface ExecutorOver<S> {
  start(setting: Executing): S;
  commit(
    setting: Executing,
    s: S,
    message: { readonly id: Id; readonly proposal: Proposal },
    io: ExecutorIo,
  ): void;
}

// deno-lint-ignore no-explicit-any -- what it is is the reader's affair
export type Executor = ExecutorOver<any>;

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

/** Part 8: a command in a session, or a checkpoint. */
export type Kept = "checkpoint" | {
  readonly name: string;
  readonly client: string;
  /** Counts the client's commands from 1; several may be under way, in any order. */
  readonly number: number;
  /** The client has the answers to all that are below, and will not ask for them again. */
  readonly lowest: number;
};

/** Part 8: what is kept of a client. */
export interface Session {
  /** The greatest `lowest` that it has said. */
  lowest: number;
  /** Answers, by the numbers of commands. */
  answers: Map<number, number>;
}

/** Part 8: what a replica had become when it had executed a checkpoint. */
export interface Snapshot {
  /** Counts the checkpoints; 0 before the first. */
  readonly number: number;
  /** For each replica: all its instances up to this slot are in it. */
  readonly through: Dependencies;
  /** The instances beyond that are in it, too, by their labels, in any order. */
  readonly beyond: readonly string[];
  readonly machine: readonly string[];
  readonly sessions: ReadonlyMap<string, Session>;
}

/** Part 8: one replica, as far as sessions and checkpoints go. */
export interface Keeper {
  /** For each replica the instances of its row that are decided, by slot; those in the snapshot are gone. */
  rows: Map<number, readonly Kept[]>[];
  /** The labels of those that are executed; those in the snapshot are gone. */
  executed: Set<string>;
  /** The state machine: all commands that took effect, in their order. */
  machine: string[];
  /** By client. */
  sessions: Map<string, Session>;
  snapshot: Snapshot;
}

/** Part 8: what replicas say to each other about what is decided. */
export type Notice =
  /** What is decided there? */
  | { readonly type: "ask"; readonly id: Id }
  /** This. */
  | { readonly type: "tell"; readonly id: Id; readonly value: readonly Kept[] }
  /** It is not there any more one by one: take this. */
  | { readonly type: "install"; readonly snapshot: Snapshot };

/** Part 8: a handler. */
export type Keeps<K extends Notice["type"]> = (
  s: Keeper,
  message: Extract<Notice, { type: K }> & From,
  io: Io<Notice>,
) => void;

/** Part 8. */
export interface Checkpoints {
  /** It is this instance's turn to be executed. Gives the answer to each of its commands, where there is one. */
  execute(s: Keeper, id: Id): readonly (number | undefined)[];
  readonly ask: Keeps<"ask">;
  readonly tell: Keeps<"tell">;
  readonly install: Keeps<"install">;
}

/**
 * Parts 9 and 10: an EPaxos of your own, with states, messages, timers and records as you like them. It is what every
 * replica runs, and its state machine is the list of all commands that took effect.
 */
export type WholeEPaxos = (setting: WholeSetting) => // deno-lint-ignore no-explicit-any -- what they are is the reader's affair
& Protocol<any, any, any, any>
& {
  /** What a replica in this state shows of itself. */
  // deno-lint-ignore no-explicit-any -- what it is is the reader's affair
  view(state: any): WholeView;
};

/** Parts 9 and 10: what is asked of it. */
export interface WholeSetting {
  /** Whether two commands interfere, whichever comes first. Commands of one client always do. */
  interfere(a: string, b: string): boolean;
  /** When so many instances have been executed, or somewhat more, they are forgotten; without it, never. */
  readonly checkpointEvery?: number;
}

/** Parts 9 and 10: what a replica shows of itself. */
export interface WholeView {
  /** The commands that took effect here, in their order, also those that are forgotten. */
  readonly applied: readonly string[];
  /** The highest round of a ballot in which it has taken part; 0 in the first ballot. */
  readonly round: number;
  /** Of how many instances it has kept anything. */
  readonly instances: number;
  /** How many checkpoints it has executed, or been given; 0 at first. */
  readonly checkpoints: number;
}

/** Parts 9 and 10: what clients ask of any replica. Whoever is not answered asks another one, with the same number. */
export interface Request {
  readonly type: "request";
  readonly command: string;
  /** Who asks, and which of its commands that is. */
  readonly client: number;
  /** Counts the client's commands from 1. It asks for the next when it has the answer to the last, or has given it up. */
  readonly number: number;
}

/** Parts 9 and 10: what a client is answered: how many commands that interfere have been executed with it, itself included. */
export interface Answer {
  readonly result: number;
}
