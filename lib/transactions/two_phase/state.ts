/** One node, which keeps keys, coordinates transactions, or both. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { LockTable } from "../locking/table.ts";
import type { Operations, Result, Rows, Value } from "../operation.ts";
import type { Decision, Visited, Vote, Wanted, Writes } from "./messages.ts";
import type { Age, Name, Session } from "./names.ts";

/** What a node knows. */
export interface State {
  /** Saved: how often it has started. */
  life: number;
  /** Participant, saved: what its keys hold, where they hold something. */
  readonly values: Map<string, Value>;
  /** Participant: who has locked what. */
  readonly table: LockTable;
  /** Participant: the transactions that are here. Those that are prepared are saved. */
  readonly visits: Map<Name, Visit>;
  /** Participant: what has become of the last that it had promised to commit, which is saved, or that only read here. */
  readonly outcomes: Map<Name, { readonly session: Session; readonly outcome: Decision | "read" }>;
  /** Participant: how many visits have begun in this life. */
  visited: number;
  /** Participant: the latest probes, by who began them and where, and whom they have reached here. */
  readonly probes: Map<string, { readonly number: number; readonly reached: Set<Name> }>;
  /** Participant: how many probes have begun here. */
  probed: number;
  /** Coordinator: how many tries have begun in this life. */
  count: number;
  /** Coordinator: the tries under way. */
  readonly tries: Map<Name, Try>;
  /** Coordinator: decided, and not yet known to all who must know. Saved, but for aborts that are presumed. */
  readonly decided: Map<Name, Decided>;
  /** Coordinator: to be tried again, by the name of the last try. */
  readonly resting: Map<Name, Task>;
}

/** A transaction at a participant. */
export interface Visit {
  /** Which visit it is. */
  readonly session: Session;
  /** How old the transaction is. */
  readonly age: Age;
  /** The last thing that was asked. */
  step: number;
  /** What it waits for, or has just been granted; null when that has been told. */
  wanted: readonly Wanted[] | null;
  /** How often its coordinator has been asked in vain. */
  silent: number;
  /** What it has promised to be able to do; null before it has. */
  promise: { readonly writes: Writes; readonly others: Visited } | null;
}

/** A transaction, however often it is tried. */
export interface Task {
  /** Whom to answer. */
  readonly client: NodeId;
  /** When it was first tried. */
  readonly age: Age;
  /** What is to be done. */
  readonly operations: Operations;
  /** How often it has been tried before. */
  readonly attempt: number;
}

/** One try of a transaction. */
export interface Try {
  /** The transaction. */
  readonly task: Task;
  /** Working: operation by operation. Locking: what is to be written. Voting: whether it can be committed. */
  stage: "working" | "locking" | "voting";
  /** How many operations are done; what is asked is numbered by it. */
  step: number;
  /** Who has not yet granted what. */
  readonly asked: Map<NodeId, readonly Wanted[]>;
  /** What has been found in this step. */
  readonly rows: (Rows[number])[];
  /** What operations were answered. */
  readonly results: Result[];
  /** What keys are to hold. */
  readonly writes: Map<string, Value>;
  /** Where it has been. */
  readonly sessions: Map<NodeId, Session>;
  /** Who has said that it can be committed. */
  readonly votes: Map<NodeId, Vote>;
}

/** A decision that some do not know. */
export interface Decided {
  /** What was decided. */
  readonly decision: Decision;
  /** Who has not said that it knows, and which visit it is about. */
  readonly to: Map<NodeId, Session>;
}
