/** Who says what to whom in two-phase commit over two-phase locking, and what is saved. @module */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { Transact } from "../client.ts";
import type { Interval } from "../locking/interval.ts";
import type { Mode } from "../locking/mode.ts";
import type { Rows, Value } from "../operation.ts";
import type { Age, Name, Session } from "./names.ts";

/** What a try of a transaction wants to have locked at a participant. */
export interface Wanted {
  /** On which keys. */
  readonly interval: Interval;
  /** In which mode. */
  readonly mode: Mode;
}

/** What keys are to hold. */
export type Writes = readonly (readonly [key: string, value: Value])[];
/** What becomes of a transaction. */
export type Decision = "commit" | "abort";
/** What a participant says when it is asked to prepare; "read": it has only read here, and needs not know what becomes of it. */
export type Vote = "yes" | "no" | "read";
/** Participants, and the visits that a transaction pays them. */
export type Visited = readonly (readonly [participant: NodeId, session: Session])[];

/** Names a visit. */
export interface OfVisit {
  /** The try. */
  readonly name: Name;
  /** The visit. */
  readonly session: Session;
}

/** A probe of Chandy, Misra and Haas 1983, by which the one who began it finds out whether it waits for itself. */
export interface Probe {
  /** The try that has waited for long. */
  readonly initiator: Name;
  /** How old that is: only older ones are followed, so that of those in a circle the youngest finds it. */
  readonly age: Age;
  /** The participant at which it waits. */
  readonly origin: NodeId;
  /** Counts the probes that began there, from 1. */
  readonly number: number;
  /** Whom it waits for, directly or not. */
  readonly name: Name;
}

/** The messages. */
export type Message =
  /** Application → coordinator, which answers with an `Outcome`. */
  | Transact
  /** Coordinator → participant: lock this, and tell what is there. Without a session, it has not been there before. */
  | {
    readonly type: "lock";
    readonly name: Name;
    readonly session: Session | null;
    readonly age: Age;
    readonly step: number;
    readonly wanted: readonly Wanted[];
  }
  /** Participant → coordinator: it is locked, and holds this. */
  | OfVisit & { readonly type: "granted"; readonly step: number; readonly rows: Rows }
  /** Participant → coordinator: it has no locks there, or none any more. */
  | OfVisit & { readonly type: "lost" }
  /** Coordinator → participants (phase 1): can you commit these writes, whatever happens? Others are asked, too. */
  | OfVisit & { readonly type: "prepare"; readonly writes: Writes; readonly others: Visited }
  /** Participant → coordinator. */
  | OfVisit & { readonly type: "vote"; readonly vote: Vote }
  /** Coordinator → participants (phase 2). Without a session: to one that may have begun. Also between participants. */
  | {
    readonly type: "decide";
    readonly name: Name;
    readonly session: Session | null;
    readonly decision: Decision;
  }
  /** Participant → coordinator: it will not ask again. */
  | OfVisit & { readonly type: "done" }
  /** Participant → coordinator: what has become of it? */
  | OfVisit & { readonly type: "inquire"; readonly isPrepared: boolean }
  /** Coordinator → participant: nothing yet. */
  | OfVisit & { readonly type: "undecided" }
  /** Participant in doubt → another one: do you know? Its own visit is `asking`. */
  | OfVisit & { readonly type: "consult"; readonly asking: Session }
  /** Participant → coordinator of one that others wait for. */
  | Probe & { readonly type: "probe" }
  /** Coordinator → participant at which that one waits. */
  | Probe & { readonly type: "chase" }
  /** Participant → coordinator of the initiator: it waits for itself. */
  | { readonly type: "deadlock"; readonly name: Name };

/** The timers, each by the name of a try, or of a probe. */
export type Timer =
  /** Coordinator: some have not answered for long. */
  | { readonly type: "again"; readonly key: Name }
  /** Coordinator: a transaction that was aborted is tried once more. */
  | { readonly type: "retry"; readonly key: Name }
  /** Participant: nothing has been heard of it for long. */
  | { readonly type: "inquire"; readonly key: Name }
  /** Participant: it has waited for long. */
  | { readonly type: "chase"; readonly key: Name }
  /** Participant: this probe has come to its end. */
  | { readonly type: "forget"; readonly key: string };

/** What survives a crash. */
export type Saved =
  /** It has started so often. */
  | { readonly type: "life"; readonly life: number }
  /** Participant: what keys hold, in the place of how it came about. */
  | { readonly type: "values"; readonly values: Writes }
  /** Participant: it can commit this, and will not abort it by itself. */
  | OfVisit & {
    readonly type: "prepared";
    readonly age: Age;
    readonly writes: Writes;
    readonly others: Visited;
  }
  /** Participant: what has become of it. */
  | OfVisit & { readonly type: "ended"; readonly decision: Decision }
  /** Coordinator, where commits are presumed: it is going to ask these. */
  | { readonly type: "collecting"; readonly name: Name; readonly to: Visited }
  /** Coordinator: it has decided, and is going to tell these. */
  | {
    readonly type: "decided";
    readonly name: Name;
    readonly decision: Decision;
    readonly to: Visited;
  }
  /** Coordinator: all who had to know do. */
  | { readonly type: "forgotten"; readonly name: Name };

/** The world as a node sees it. */
export type TwoPhaseIo = Io<Message, Timer, Saved>;
