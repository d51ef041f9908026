/**
 * What parts 2 to 5, and 9, are about: registers that are kept by several nodes. There is nothing to
 * fill in here.
 *
 * @module
 */

import type { Any, NodeId } from "./given.ts";

export type { Io, Protocol, Tagged } from "hb/model/protocol.ts";

/** Names a register. 1 and "1" are two of them. */
export type Key = string | number;

/** What a register may hold. */
export type Value = string | number | boolean | null;

/** Where a write stands among all writes of its register: by time, and of equal times by writer. */
export interface Tag {
  /** Counts writes, from 1. */
  readonly time: number;
  /** The node that wrote. */
  readonly writer: NodeId;
}

/** A value, and which write it is from. Of one register, two versions with one tag are the same. */
export interface Version {
  readonly tag: Tag;
  readonly value: Value;
}

/** What each register holds at first. */
export const NOTHING: Version = { tag: { time: 0, writer: 0 }, value: null };

/**
 * Names a phase of a node: whatever you like, as long as no other phase of this node has had it. Who is
 * asked in a phase answers with its name, as it came.
 */
export type Phase = string | number;

/** What nodes say to each other, and to themselves. */
export type RegisterMessage =
  /** Who serves a client → all nodes: what do you hold? */
  | { readonly type: "query"; readonly phase: Phase; readonly key: Key }
  /** Who was asked → who asked: this. */
  | { readonly type: "latest"; readonly phase: Phase; readonly version: Version }
  /** Who serves a client → nodes: hold this, unless you hold something later. */
  | {
    readonly type: "store";
    readonly phase: Phase;
    readonly key: Key;
    readonly version: Version;
  }
  /** Who was told → who told it: it holds that, or something later. */
  | { readonly type: "stored"; readonly phase: Phase };

/** What a node may do. */
export interface RegisterIo {
  send(to: NodeId, message: RegisterMessage): void;
  /** Answers a client: a read with the value, a write with null. */
  answer(client: number, result: Value): void;
}

/** Who is there. */
export interface ManyRules {
  readonly self: NodeId;
  /** All nodes, this one among them; their numbers need not be 0, 1, 2 … */
  readonly nodes: readonly NodeId[];
}

/** Who is there, and who writes. */
export interface SingleRules extends ManyRules {
  /** The only node at which clients write. */
  readonly writer: NodeId;
}

/** Who is there, and how many must answer. Each R of them meet each W of them. */
export interface FastRules extends ManyRules {
  /** R. */
  readonly read: number;
  /** W. */
  readonly write: number;
}

/** Part 3; and with other rules, parts 2 and 5. Its `s` is yours to choose. */
export interface Register<Rules, S = Any> {
  start(rules: Rules): S;
  /** A client here writes. No two things that are asked have the same `client`. */
  write(s: S, client: number, key: Key, value: Value, io: RegisterIo): void;
  /** A client here reads. */
  read(s: S, client: number, key: Key, io: RegisterIo): void;
  upon(s: S, from: NodeId, message: RegisterMessage, io: RegisterIo): void;
}

/** Part 2. */
export type Single<S = Any> = Register<SingleRules, S>;

/** Part 3. */
export type Many<S = Any> = Register<ManyRules, S>;

/** Part 5. */
export type Fast<S = Any> = Register<FastRules, S>;

/** Who is there, and how long is waited. */
export interface RestartsRules extends ManyRules {
  /** After so many ms who has not answered is asked again. */
  readonly againMs: number;
}

/** What a node may do that crashes and comes back. */
export interface RestartsIo extends RegisterIo {
  /** `again` is called with this phase after so many ms; if that is pending, it is put off. */
  wait(phase: Phase, ms: number): void;
  /** It is not, if that is pending. */
  cancel(phase: Phase): void;
  /** Adds a record to what is there after a crash; it is durable before what this step sends or answers leaves. */
  save(record: Any): void;
}

/** Part 4. Its `s`, and what is saved, are yours to choose. */
export interface Restarts<S = Any> {
  /** A node starts; `journal` is what it has saved in all of its lives, oldest first, or what `compact` made of that. */
  start(rules: RestartsRules, journal: readonly Any[], io: RestartsIo): S;
  write(s: S, client: number, key: Key, value: Value, io: RestartsIo): void;
  read(s: S, client: number, key: Key, io: RestartsIo): void;
  upon(s: S, from: NodeId, message: RegisterMessage, io: RestartsIo): void;
  /** A phase has been waited for. */
  again(s: S, phase: Phase, io: RestartsIo): void;
  /** A shorter journal, from which a node starts alike. */
  compact(journal: readonly Any[]): Any[];
}

/** What clients ask, in part 9; the answers are as in the other parts. */
export type AskMessage =
  | { readonly type: "read"; readonly key: Key }
  | { readonly type: "write"; readonly key: Key; readonly value: Value };

/** What is chosen for the store of part 9. */
export interface StoreRules {
  /** After so many ms who has not answered is asked again. */
  readonly againMs: number;
}

/**
 * A store that runs. `upon` has a handler for each message of `AskMessage` and `RegisterMessage`, `after` one
 * for each timer of yours.
 */
export interface RunningStore {
  start(io: Any, journal: readonly Any[]): Any;
  readonly upon: Readonly<Record<string, (s: Any, message: Any, io: Any) => void>>;
  readonly after: Readonly<Record<string, (s: Any, timer: Any, io: Any) => void>>;
  compact(journal: readonly Any[]): Any[];
}

/** Part 9. A store. */
export interface Store {
  protocol(rules: StoreRules): RunningStore;
}
