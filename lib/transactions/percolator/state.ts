/** What a node knows: a participant, the oracle or a coordinator. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Versions } from "../mvcc/versions.ts";
import type { Operations, Rows, Value } from "../operation.ts";
import type { Oracle } from "../oracle/oracle.ts";
import type { Found, Lock, Rollback } from "./messages.ts";

/** A node. Invariant: it has exactly one of the three parts. */
export interface State {
  /** Saved: how often it has started. */
  life: number;
  /** Its wish for timestamps; participants have one when they restart. */
  readonly clock: Clock;
  /** It keeps keys. */
  readonly participant?: Participant;
  /** It gives timestamps. */
  readonly oracle?: Oracle;
  /** It does what applications ask. */
  readonly coordinator?: Coordinator;
}

/** Whoever wants timestamps asks for many at once, and asks again only when it has been answered. */
export interface Clock {
  /** How many times it has asked in this life. */
  requests: number;
  /** Who is waiting for the answer that is on its way; the oracle gets as many wishes as there are. */
  asking: Wish[];
  /** Who came since: an answer that is on its way may be older than their wish. */
  next: Wish[];
}

/** What a timestamp is for. */
export type Wish =
  /** To begin a transaction. */
  | { readonly for: "begin"; readonly client: NodeId; readonly operations: Operations }
  /** To commit it, to say how old it is, to tell whether somebody else's is too old. */
  | { readonly for: "commit" | "alive" | "resolve"; readonly start: number }
  /** To collect what is old. */
  | { readonly for: "collect" }
  /** A participant that has restarted: no snapshot that it has served is later. */
  | { readonly for: "maxRead" };

/** A participant. */
export interface Participant {
  /** Saved: what is committed. */
  readonly versions: Versions;
  /** Saved: what is locked. A key has one lock at most. */
  readonly locks: Map<string, Lock>;
  /** Saved: what was rolled back, by key, in the order of their starts. */
  readonly rollbacks: Map<string, Rollback[]>;
  /** Saved: nobody may read or lock who began below. */
  closed: number;
  /** Saved: what nobody sees from there on is forgotten. Invariant: `collected <= closed`, and no lock began below. */
  collected: number;
  /** The latest snapshot that it has served. */
  maxRead: number;
  /** Whether it knows that: not after a restart, until the oracle has told it a later timestamp. */
  isSynced: boolean;
}

/** A coordinator. It saves nothing: when it crashes, others resolve what it has left. */
export interface Coordinator {
  /** The transactions under way, by their starts. */
  readonly transactions: Map<number, Transaction>;
  /** The transactions of others, or of its own, whose locks are in the way, by their starts. */
  readonly resolutions: Map<number, Resolution>;
  /** What it is about to have collected; absent as long as there is nothing. */
  collection?: Collection;
}

/** The time before is to be closed, and the locks that are left there resolved. */
export interface Collection {
  /** The safe point. */
  readonly below: number;
  /** The participants that have not closed yet. */
  readonly waiting: Set<NodeId>;
  /** The transactions whose locks are left. */
  readonly blockedBy: Set<number>;
}

/** A transaction. */
export interface Transaction {
  /** Whom to answer; undefined when that is done. */
  client?: NodeId;
  /** Its name. */
  readonly start: number;
  /** What was asked. */
  readonly operations: Operations;
  /**
   * Its snapshot is read; its writes are locked; the timestamp of its commit is on its way; its primary is being
   * committed; so are all others; or it is being rolled back.
   */
  stage: "reading" | "prewriting" | "timing" | "committing" | "spreading" | "aborting";
  /** What it reads, and of whom. */
  readonly fetches: Fetch[];
  /** What its operations are answered. */
  results: (Value | Rows)[];
  /** What it writes. */
  readonly writes: Map<string, Value>;
  /** Of its keys the one whose lock decides. */
  primary: string;
  /** Whom it has asked in this stage and not heard of. */
  readonly waiting: Set<NodeId>;
  /** The transactions whose locks are in its way. */
  readonly blockedBy: Set<number>;
  /** Whether it is committed as soon as all is locked. */
  isAsync: boolean;
  /** No participant lets it commit before. */
  minCommit: number;
  /** When it commits; 0 as long as that is not known. */
  commit: number;
  /** Why it is rolled back, in words; empty as long as it is not. */
  why: string;
}

/** An interval of keys of one participant. */
export interface Fetch {
  /** Who keeps them. */
  readonly node: NodeId;
  /** The first key. */
  readonly from: string;
  /** The first one that is not asked for. */
  readonly to: string;
  /** What they hold; undefined as long as nobody has said. */
  rows?: Rows;
}

/** What has become of a transaction whose lock is in the way? */
export interface Resolution {
  /** Its name. */
  readonly start: number;
  /** Where it is decided. */
  readonly primary: string;
  /** How long it may live, as its lock says. */
  readonly ttlMs: number;
  /** The locks to be cleaned up. */
  readonly keys: Set<string>;
  /** What it waits for: the time, the primary, the other keys of an asynchronous commit, or the clean-up. */
  stage: "clock" | "primary" | "secondaries" | "cleaning";
  /** The time. */
  current: number;
  /** Whether an asynchronous commit is rolled back like any other. */
  isForced: boolean;
  /** Whether it is known to be an asynchronous commit. */
  isAsync: boolean;
  /** The least timestamp at which it commits. */
  minCommit: number;
  /** What its other keys say. */
  readonly found: Map<string, Found>;
  /** Its other keys. */
  secondaries: readonly string[];
  /** When it was committed; null: it is rolled back. */
  commit: number | null;
  /** Whom it has asked in this stage and not heard of. */
  readonly waiting: Set<NodeId>;
}
