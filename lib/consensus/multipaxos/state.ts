/** What one server knows. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Outgoing } from "../../replicated/chunks/outgoing.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Ballot } from "../ballot.ts";
import type { Placed } from "./configuration.ts";
import type { Log, Voted } from "./log.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";
import type { Command } from "./value.ts";

/** One server: acceptor, learner, and at times the proposer. `D` is the state of the state machine. */
export interface State<D = unknown> {
  /** Acceptor: it takes no part in ballots below this one. Saved. Invariant: never decreases. */
  promised: Ballot;
  /** Acceptor: its votes; learner: which of them are decided. Saved, but for what is decided since. */
  log: Log;
  /** The latest snapshot. Saved. Invariant: `log.base <= snapshot.slot <= executed`. */
  snapshot: Snapshot;
  /** Learner: all slots up to this one are decided and executed. */
  executed: number;
  /** How many commands those slots had. */
  commands: number;
  /** What they have made of the state machine. */
  machine: D;
  /** What they have made of the clients' sessions. */
  sessions: Sessions;
  /** Who decides: the configuration of slot `executed + 1`, and those of later slots as far as they are known. */
  configurations: Placed[];
  /** Whom it takes for the leader. */
  leader: NodeId | null;
  /** It has heard from a leader within the least election timeout, and promises nothing to others. */
  loyal: boolean;
  /** Proposer: the highest round that it has heard of; its next ballot is above it. */
  round: number;
  /** Proposer: who would promise it the next ballot, while it asks; null at others. */
  canvass: { readonly ballot: Ballot; readonly consents: Set<NodeId> } | null;
  /** Proposer: the ballot that it asks promises for, or leads in; null at others. */
  mandate: Mandate | null;
  /** Proposer: its work as the leader. Invariant: null unless a quorum has promised. */
  leading: Leading | null;
  /** Who waits for which slot. */
  waiting: Map<number, Waiting>;
  /**
   * What it was asked for as the leader and has not answered yet; absent otherwise. A leader takes no requests
   * meanwhile; one that does not lead any more waits to hear who does.
   */
  transfer?: Transfer;
  /** The ballot whose leader has told it to stand; absent as long as none has. It counts while that is promised. */
  named?: Ballot;
  /** The part that has come of a snapshot that somebody sends in chunks; absent when there is none. */
  partial?: PartialSnapshot;
  /** The snapshot that it sends in chunks; absent when nobody gets one. Invariant: `log.base <= snapshot.slot`. */
  handout?: Handout;
}

/** A snapshot that is sent in chunks. */
export interface Handout extends Outgoing<Snapshot> {
  /** Who gets it, or what comes after it. */
  readonly receivers: Map<NodeId, Receiver>;
}

/** Somebody who gets a snapshot in chunks. */
export interface Receiver {
  /** Where the chunk begins that is on its way. */
  offset: number;
  /** How many times it may ask again until that chunk is presumed lost. */
  patience: number;
  /** Whether anything has been heard of it since that was last looked at. */
  isHere: boolean;
}

/** Leadership is to pass on. */
export interface Transfer {
  /** The server that is to lead. */
  readonly to: NodeId;
  /** Where the answer goes, when it is known who leads, or time is up. */
  readonly address: NodeId;
}

/** What acceptors have promised to a proposer. */
export interface Mandate {
  /** The ballot. */
  readonly ballot: Ballot;
  /** Who has promised. */
  readonly promises: Set<NodeId>;
  /** Of each slot in which somebody had voted: the vote in the highest ballot. */
  readonly found: Map<number, Voted>;
  /** Somebody who has executed more; null when nobody has. */
  ahead: Ahead | null;
}

/** Somebody who has executed more than a proposer. */
export interface Ahead {
  /** Who. */
  readonly node: NodeId;
  /** How far it had executed when it promised. */
  readonly executed: number;
  /** How many times it may be asked again until it is presumed gone; full when it was just heard. */
  patience: number;
}

/** What a leader keeps. */
export interface Leading {
  /** The slot that it proposes in next. */
  next: number;
  /**
   * What those who have promised had voted for before it led is in slots up to this one, as far as it is proposed again.
   */
  inherited: number;
  /** Who has voted in the slots that are not decided yet. */
  readonly open: Map<number, Open>;
  /** What it knows of the others. */
  readonly followers: Map<NodeId, Follower>;
  /** What has been asked for and has no slot yet. */
  queue: Asked[];
  /** Counts its heartbeats. */
  round: number;
  /** The heartbeat at which it last looked whether a quorum hears it. */
  checkedIn: number;
  /** Whether its turn to propose is about to come. */
  batching: boolean;
  /** New members who must catch up first; null when nobody is to join. */
  joining: Joining | null;
}

/** A slot that is not decided yet. */
export interface Open {
  /** Who has voted, of its members. */
  readonly votes: Set<NodeId>;
  /** The heartbeat after which it was proposed. */
  readonly round: number;
}

/** What a leader knows of another server. */
export interface Follower {
  /** How far it has executed. */
  executed: number;
  /** The last heartbeat that it has answered. */
  round: number;
}

/** A command that somebody waits for. */
export interface Asked {
  /** The command. */
  readonly command: Command;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** A configuration that is to be proposed when enough of it have caught up. */
export interface Joining {
  /** Who. */
  readonly members: readonly NodeId[];
  /** Where the answer goes. */
  readonly address: NodeId;
  /** The heartbeat at which it is given up. */
  readonly until: number;
}

/** Clients who wait for a slot. */
export interface Waiting {
  /** The ballot in which its value was proposed; if the slot has another one, that value is lost. */
  readonly origin: Ballot;
  /** Where the answers go, in the order of the commands. */
  readonly addresses: readonly NodeId[];
}
