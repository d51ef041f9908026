/** What is asked of those who execute: parts 4, 5 and 8. There is nothing to fill in here. @module */

import type { From, Io, NodeId } from "hb/model/protocol.ts";
import type { Command, Dependencies, Id, Proposal, Value } from "./vocabulary.ts";

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
