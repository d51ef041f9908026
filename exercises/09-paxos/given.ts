/**
 * What is given: the vocabulary of Paxos, and what its handlers may call. There is nothing to fill in here.
 *
 * A ballot is { round, node }: rounds count from 1, and `node` is the proposer whose ballot it is. `compareBallots(a, b)`
 * is negative when `a` comes first, and 0 when they are the same; `NO_BALLOT` comes before all others. A vote is
 * { ballot, value }, and a value is a text.
 *
 * Parts 1 to 5 decide one value. Each node is acceptor, proposer and learner. Its state, `s`:
 *
 *     promised: Ballot            acceptor: it takes no part in ballots below this one               (saved)
 *     accepted: Vote | null       acceptor: its last vote                                            (saved)
 *     round: number               proposer: the highest round that it has used or heard of           (saved)
 *     attempt: Attempt | null     proposer: the ballot that it tries: { ballot, promises, value }
 *     wishes: Wish[]              proposer: who waits for a decision here: { client, value }
 *     failures: number            proposer: how often in a row a higher ballot was in its way
 *     votes: Map<NodeId, Vote>    learner: votes that it has heard of
 *     decided: string | null      learner: what is decided
 *
 * `attempt.promises` is a Map: who has promised, and the vote that each told of, or null. `attempt.value` is null in
 * phase 1, and in phase 2 what acceptors were asked to vote for. What is saved is one record, { promised, accepted,
 * round }. The last one is what a node has after a crash, and all else is gone then. The messages, `from` added when
 * they arrive:
 *
 *     propose     { value }               a client wants this decided, and is answered with what is
 *     prepare     { ballot }              phase 1a
 *     promise     { ballot, accepted }    phase 1b: promised, and this was my last vote (or null)
 *     accept      { ballot, value }       phase 2a
 *     accepted    { ballot, value }       phase 2b: to all nodes, as each is a learner
 *     nack        { ballot, promised }    to whoever asked in `ballot`: `promised` is higher
 *
 * and the only timer is { type: "retry" }. The settings, `paxos`: `quorums(io.peers)` has `phase1(present)` and
 * `phase2(present)`, which say whether a set of nodes is a quorum; `toPropose(votes, own)` is the rule of part 2;
 * `patienceMs`, `backoffMs` and `mostBackoffMs` are for part 5.
 *
 * The world, `io`: `self`, `peers` (all nodes, itself too), `send(to, message)`, `answer(client, value)`,
 * `wait(ms, timer)` in place of the pending timer of that type, `cancel(type)`, `save(record)`, `choose(n)`: a number
 * from 0 to n − 1, where n is 1 or more. What a step saves is durable before anything that it sends or answers leaves, unless that is sent
 * "ahead" (a third argument of `send` and `answer`).
 *
 * Parts 6 to 9 decide one value in each of many slots, which are numbered from 1. The types that they need stand
 * below, and so does what is asked of the Multi-Paxos of parts 10 and 11.
 *
 * @module
 */

import type { Ballot } from "hb/consensus/ballot.ts";
import type { Message, PaxosIo, Value, Vote } from "hb/consensus/paxos/messages.ts";
import type { Settings } from "hb/consensus/paxos/settings.ts";
import type { State } from "hb/consensus/paxos/state.ts";
import type { From, Io, NodeId, Protocol } from "hb/model/protocol.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

export type { Ballot } from "hb/consensus/ballot.ts";
export { compareBallots, NO_BALLOT } from "hb/consensus/ballot.ts";
export type { Message, PaxosIo, Saved, Value, Vote } from "hb/consensus/paxos/messages.ts";
export type { Attempt, State, Wish } from "hb/consensus/paxos/state.ts";
export type { From, Io, NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
/** Copies plain data. */
export { clone } from "hb/model/clone.ts";

/** The settings of one Paxos, and its rule of part 2. Times are in ms. */
export interface Paxos extends Pick<Settings, "quorums"> {
  /** How long a proposer waits for a quorum before it tries a higher ballot. */
  readonly patienceMs: number;
  /** How long a proposer stands back at most when it first meets a higher ballot. */
  readonly backoffMs: number;
  /** It never stands back for longer. */
  readonly mostBackoffMs: number;
  /** What is to be proposed, given the votes that a quorum has told of. */
  readonly toPropose: ToPropose;
}

/** A handler of one type of message; it changes `s` in place. */
export type Upon<K extends Message["type"]> = (
  paxos: Paxos,
  s: State,
  message: Extract<Message, { type: K }> & From,
  io: PaxosIo,
) => void;

/** Part 1. */
export interface Acceptor {
  readonly prepare: Upon<"prepare">;
  readonly accept: Upon<"accept">;
}

/** Part 2. */
export type ToPropose = (votes: readonly Vote[], own: Value) => Value;

/** Whether a set of nodes is a quorum. Whatever contains a quorum is one. */
export type IsQuorum = (present: ReadonlySet<NodeId>) => boolean;

/** A quorum of phase 1 and one of phase 2 that have no node in common. */
export interface Apart {
  readonly phase1: readonly NodeId[];
  readonly phase2: readonly NodeId[];
}

/** Part 3. */
export interface Quorums {
  /** Where the quorums are written down. */
  apart(
    phase1: readonly (readonly NodeId[])[],
    phase2: readonly (readonly NodeId[])[],
  ): Apart | null;
  /** Where there are `n` nodes, 0 to n − 1, and somebody can say of a set whether it is a quorum. */
  apartAmong(n: number, phase1: IsQuorum, phase2: IsQuorum): Apart | null;
}

/** Part 4. */
export type Learner = Upon<"accepted">;

/** Part 5. */
export interface Proposer {
  readonly propose: Upon<"propose">;
  readonly promise: Upon<"promise">;
  readonly nack: Upon<"nack">;
  /** The timer has gone off. */
  readonly retry: (paxos: Paxos, s: State, io: PaxosIo) => void;
}

/** A vote in a slot; the value null is a no-op. */
export interface SlotVote {
  readonly slot: number;
  readonly ballot: Ballot;
  readonly value: Value | null;
}

/** Part 6. */
export interface Takeover {
  first(executed: number): number;
  proposals(first: number, promises: readonly (readonly SlotVote[])[]): readonly (Value | null)[];
}

/** A command, and which of its client's it is: each client numbers its commands 1, 2, 3 … */
export interface Command {
  readonly command: string;
  readonly client: string;
  readonly number: number;
}

/** What a server has in a slot. */
export interface Slot {
  /** The ballot in which it voted for this. */
  readonly ballot: Ballot;
  /** The commands, which are executed one after another; none in a no-op. */
  readonly value: readonly Command[];
  /** Whether that is known to be decided. */
  readonly chosen: boolean;
}

/** The last command of a client that was executed, and its answer. */
export interface Session {
  readonly number: number;
  readonly answer: number;
}

/** What the slots up to one have come to. */
export interface Snapshot {
  /** The last slot that is in it; 0 when there is none. */
  readonly slot: number;
  readonly machine: readonly string[];
  readonly sessions: ReadonlyMap<string, Session>;
}

/** Part 7: one server, as far as executing goes. */
export interface Replica {
  /** Votes and decisions, by slot; those of slots in the snapshot are gone. */
  slots: Map<number, Slot>;
  /** It has executed the slots up to this one. */
  executed: number;
  /** The state machine: all commands that took effect, in their order. */
  machine: string[];
  /** By client. */
  sessions: Map<string, Session>;
  /** The latest snapshot. */
  snapshot: Snapshot;
  /** Who waits here for what is decided in a slot: an address for each of its commands, in their order. */
  waiting: Map<number, readonly NodeId[]>;
}

/** Part 7: what servers say to each other about what is decided. */
export type Notice =
  /** The leader of `ballot`: what I have proposed in slots up to this one is decided. */
  | { readonly type: "commit"; readonly ballot: Ballot; readonly upTo: number }
  /** I have executed only the slots up to this one: what comes after it? */
  | { readonly type: "fetch"; readonly executed: number }
  /** This is decided in the slots from `first` on. */
  | {
    readonly type: "learn";
    readonly first: number;
    readonly slots: readonly Pick<Slot, "ballot" | "value">[];
  }
  /** What you have missed is not there any more one by one: take this. */
  | { readonly type: "install"; readonly snapshot: Snapshot };

/** Part 7: a handler; after `snapshotEvery` more slots have been executed a snapshot takes their place. */
export type Executes<K extends Notice["type"]> = (
  setting: { readonly snapshotEvery: number },
  s: Replica,
  message: Extract<Notice, { type: K }> & From,
  io: Io<Notice>,
) => void;

/** Part 7. */
export interface Executor {
  readonly commit: Executes<"commit">;
  readonly fetch: Executes<"fetch">;
  readonly learn: Executes<"learn">;
  readonly install: Executes<"install">;
}

/** A command that waits to be proposed, and how long it is. */
export interface Queued {
  readonly command: string;
  readonly bytes: number;
}

/** Part 8: which commands a leader puts into which slots now. */
export type Fill = (
  leader: {
    /** The first slot in which it has proposed nothing. */
    readonly next: number;
    /** It has executed the slots up to this one. */
    readonly executed: number;
    /** What waits, the first first. */
    readonly queue: readonly Queued[];
  },
  limits: {
    /** α: how many slots may be proposed in that are not executed. */
    readonly window: number;
    /** How many commands go into a slot. */
    readonly maxCommands: number;
    /** How many bytes go into a slot; a longer command goes alone. */
    readonly maxBytes: number;
  },
) => readonly (readonly Queued[])[];

/** Part 9: who decides, as far as a server knows. */
export interface Known {
  /** The members at first. */
  readonly initial: readonly NodeId[];
  /** α. */
  readonly window: number;
  /** The server has executed the slots up to this one. */
  readonly executed: number;
  /** All commands for other members in executed slots, by slot; in one slot the last of them counts. */
  readonly changes: readonly { readonly slot: number; readonly members: readonly NodeId[] }[];
}

/** Part 9. */
export interface Members {
  membersAt(known: Known, slot: number): readonly NodeId[] | undefined;
  isChosen(known: Known, slot: number, voters: readonly NodeId[]): boolean;
  noops(known: Known, next: number): number;
}

/**
 * Parts 10 and 11: a Multi-Paxos of your own, with states, messages, timers and records as you like them. It is what every
 * server runs, and its state machine is the list of all commands, in the order in which they are executed.
 */
export type WholePaxos = (setting: WholeSetting) => // deno-lint-ignore no-explicit-any -- what they are is the reader's affair
& Protocol<any, any, any, any>
& {
  /** What a server in this state shows of itself. */
  // deno-lint-ignore no-explicit-any -- what it is is the reader's affair
  view(state: any): WholeView;
};

/** Parts 10 and 11: what is asked of it. */
export interface WholeSetting {
  /** The members at first; other servers may become members later. */
  readonly members: readonly NodeId[];
  /** α: a command that changes the members takes effect so many slots later, and nobody proposes further ahead. */
  readonly window: number;
  /**
   * When so many slots have been executed, or somewhat more, a snapshot takes their place; without it, never.
   */
  readonly snapshotEvery?: number;
}

/** Parts 10 and 11: what a server shows of itself. */
export interface WholeView {
  /** The highest ballot that it has promised. */
  readonly promised: Ballot;
  /** Its ballot while it leads, else null. */
  readonly leads: Ballot | null;
  /** The commands that it has executed, in their order, those in its snapshot too. */
  readonly applied: readonly string[];
  /** The last slot that it has executed; 0 when there is none. */
  readonly executed: number;
  /** The last slot in which it has proposed in the ballot in which it leads; 0 when there is none. */
  readonly proposed: number;
  /** In how many slots it has something, those in its snapshot left out. */
  readonly slots: number;
  /** The last slot in its snapshot; 0 when there is none. */
  readonly snapshot: number;
  /** The members of the next slot that it executes. */
  readonly members: readonly NodeId[];
}

/** Parts 10 and 11: what clients ask of any server. Whoever is not answered asks another one, with the same stamp. */
export type Request =
  /** Open a session for me. The result is its number. */
  | { readonly type: "register" }
  /** Execute this once, however often I ask. The result is how many commands have been executed with it. */
  | { readonly type: "request"; readonly command: string; readonly stamp: Stamp | null }
  /** An administrator: let these be the members. The result is anything. */
  | { readonly type: "change"; readonly members: readonly NodeId[] };

/** Parts 10 and 11: which request of which session it is; null: the client does not mind if it happens twice. */
export interface Stamp {
  readonly session: number;
  /** Counts the client's requests; a request that is asked again keeps its number. Several may be under way, in any order. */
  readonly sequence: number;
  /**
   * The client has the answers to all that are below, and will not ask for them again. A message that left earlier and comes
   * later may say less; what the client has said once stays true.
   */
  readonly lowest: number;
}

/**
 * Parts 10 and 11: what a client is answered. It has been done; or it will not be done. As long as neither is sure,
 * nothing is answered.
 */
export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly why: string };
