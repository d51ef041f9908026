/** Who says what to whom in Percolator, and what is saved. @module */

import type { Io } from "../../model/protocol.ts";
import type { Transact } from "../client.ts";
import type { Version } from "../mvcc/versions.ts";
import type { Rows, Value } from "../operation.ts";

/** Names a transaction, to all: the timestamp at which it began, which no other has. */
export interface Named {
  /** Its start timestamp. */
  readonly start: number;
}

/** A lock: its transaction wants to commit this write. */
export interface Lock extends Named {
  /** The key whose lock decides for all. */
  readonly primary: string;
  /** What the key is to hold; `null`: nothing. */
  readonly value: Value;
  /** How many ms after its start the transaction may be taken for dead; counts at the primary. */
  readonly ttlMs: number;
  /** Asynchronous commit: it commits at this timestamp or later, and whoever reads before need not wait; 0 without. */
  readonly minCommit: number;
  /** At the primary of an asynchronous commit: all other keys. Nobody else knows them when the coordinator is gone. */
  readonly secondaries?: readonly string[];
}

/** A lock as whoever meets it is told. */
export interface Met extends Pick<Lock, "start" | "primary" | "ttlMs"> {
  /** Where it is. */
  readonly key: string;
}

/** What a primary says of its transaction. */
export type Status =
  /** It is committed at this timestamp. */
  | { readonly is: "committed"; readonly commit: number }
  /** It is rolled back, and never commits. */
  | { readonly is: "rolled back" }
  /** Its coordinator may be at work on it. */
  | { readonly is: "alive" }
  /** An asynchronous commit whose coordinator is gone: it is committed if all of its keys are locked. */
  | {
    readonly is: "in doubt";
    readonly minCommit: number;
    readonly secondaries: readonly string[];
  };

/** What a key knows of an asynchronous commit. */
export type Found =
  /** Locked, and would commit at this timestamp or later; 0: by a lock that leaves it all to the primary. */
  | { readonly is: "locked"; readonly minCommit: number }
  | { readonly is: "committed"; readonly commit: number }
  | { readonly is: "rolled back" };

/** The messages. */
export type Message =
  /** Application → coordinator; it is answered with an `Outcome`. */
  | Transact
  /** Anybody → oracle: so many timestamps. The oracle does not remember who asked. */
  | {
    readonly type: "clock";
    readonly life: number;
    readonly request: number;
    readonly count: number;
  }
  /** Oracle → whoever asked: these, from the first on. */
  | {
    readonly type: "timestamps";
    readonly life: number;
    readonly request: number;
    readonly first: number;
  }
  /** Coordinator → participant: what do keys from `least` on and before `end` hold in the snapshot at `start`? */
  | Named & {
    readonly type: "read";
    readonly fetch: number;
    readonly least: string;
    readonly end: string;
  }
  /** Participant → coordinator: this. It stays so for ever. */
  | Named & { readonly type: "rows"; readonly fetch: number; readonly rows: Rows }
  /** Coordinator → participant: lock these keys, all or none. */
  | Named & {
    readonly type: "prewrite";
    readonly primary: string;
    readonly writes: readonly (readonly [key: string, value: Value])[];
    readonly ttlMs: number;
    /** Asynchronous commit: all keys but the primary. */
    readonly secondaries?: readonly string[];
    /** These are all: commit them at once. */
    readonly isAll?: boolean;
  }
  /** Participant → coordinator: they are locked, and commit at this timestamp or later; 0: as the primary says. */
  | Named & { readonly type: "prewritten"; readonly minCommit: number }
  /** Participant → coordinator: others have locked what is to be read or written. */
  | Named & { readonly type: "locked"; readonly locks: readonly Met[] }
  /** Participant → coordinator: not these, and never. */
  | Named & { readonly type: "conflict"; readonly words: string }
  /** Coordinator, or whoever met the locks → participant: these keys are committed at this timestamp. */
  | Named & { readonly type: "commit"; readonly commit: number; readonly keys: readonly string[] }
  /** Participant → whoever wanted to commit or to roll back: they are committed. */
  | Named & { readonly type: "committed"; readonly commit: number }
  /** Participant → coordinator: the lock is not there any more; the transaction has been rolled back. */
  | Named & { readonly type: "gone" }
  /** Coordinator, or whoever met the locks → participant: unlock these keys, and never lock them again. */
  | Named & {
    readonly type: "rollback";
    readonly primary: string;
    readonly keys: readonly string[];
    readonly isAsync: boolean;
  }
  /** Participant → whoever rolled back: it is done. */
  | Named & { readonly type: "rolledBack" }
  /** Coordinator → participant of the primary: it lives until so many ms after its start. */
  | Named & { readonly type: "heartbeat"; readonly primary: string; readonly ttlMs: number }
  /** Whoever met a lock → participant of its primary: what has become of it? It is `current` now. */
  | Named & {
    readonly type: "check";
    readonly primary: string;
    readonly ttlMs: number;
    readonly current: number;
    /** An asynchronous commit is to be rolled back like any other, as one of its keys has an ordinary lock. */
    readonly isForced: boolean;
  }
  /** Participant → whoever asked. */
  | Named & { readonly type: "status"; readonly status: Status }
  /** Whoever resolves an asynchronous commit → participant: are these locked? If one is not, it never will be. */
  | Named & {
    readonly type: "checkSecondaries";
    readonly primary: string;
    readonly keys: readonly string[];
  }
  /** Participant → whoever asked, key by key. */
  | Named & {
    readonly type: "secondaries";
    readonly found: readonly (readonly [key: string, found: Found])[];
  }
  /** Participant → whoever names a transaction from before its last collection: it does not know of it any more. */
  | Named & { readonly type: "forgotten" }
  /** Coordinator → participants: nobody may read or lock below this timestamp from now on. */
  | { readonly type: "close"; readonly below: number }
  /** Participant → coordinator: so it is; these locks are left there. */
  | { readonly type: "closed"; readonly below: number; readonly locks: readonly Met[] }
  /** Coordinator → participants: no lock from below is left anywhere; forget what only those would see. */
  | { readonly type: "collect"; readonly below: number };

/** The messages of one type. */
export type MessageOf<T extends Message["type"]> = Extract<Message, { readonly type: T }>;

/** The timers. */
export type Timer =
  /** The oracle has not answered for long. */
  | { readonly type: "clockAgain" }
  /** A coordinator goes on with a transaction of which it has not heard for long. */
  | { readonly type: "again"; readonly key: number }
  /** A coordinator says that a transaction lives. */
  | { readonly type: "alive"; readonly key: number }
  /** A coordinator has old versions collected. */
  | { readonly type: "collect" }
  /** Whoever resolves a transaction of somebody else has not heard for long. */
  | { readonly type: "resolveAgain"; readonly key: number };

/** What survives a crash, a record for each change. */
export type Saved =
  /** A node has started so often. */
  | { readonly type: "life"; readonly life: number }
  /** Oracle: it gives no timestamp from here on before it has saved another bound. */
  | { readonly type: "bound"; readonly bound: number }
  /** Participant: a key is locked. */
  | { readonly type: "lock"; readonly key: string; readonly lock: Lock }
  /** Participant: a key has this version; a lock of its transaction is gone. */
  | { readonly type: "version"; readonly key: string; readonly version: Version }
  /** Participant: the same of several keys, all or none, also where a crash comes while it is saved. */
  | {
    readonly type: "versions";
    readonly all: readonly (readonly [key: string, version: Version])[];
  }
  /** Participant: nobody may read or lock below. */
  | { readonly type: "closed"; readonly below: number }
  /** Participant: what only those would see is forgotten. */
  | { readonly type: "collected"; readonly below: number }
  /** Participant: a key is not committed by this transaction, and its lock is gone. */
  | { readonly type: "rollback"; readonly key: string; readonly rollback: Rollback };

/** That a transaction does not commit a key. */
export interface Rollback extends Named {
  /** Whether it must stay: a late prewrite would lock the key again, and could be committed. */
  readonly isProtected: boolean;
}

/** The world as a node sees it. */
export type PercolatorIo = Io<Message, Timer, Saved>;
