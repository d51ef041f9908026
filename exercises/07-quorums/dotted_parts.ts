/**
 * What parts 6 to 8 are about: copies of values that several may write at once, each without having seen
 * the other. There is nothing to fill in here.
 *
 * @module
 */

import type { Any, Key, NodeId } from "./given.ts";

/** Who names writes: a node, since it last lost its memory. Any text. */
export type Actor = string;

/** What has been seen: of each actor, in any order, its writes up to this number, from 1. Who is not in it: none. */
export type Context = readonly (readonly [actor: Actor, count: number])[];

/** A write that nobody has replaced. Its dot, the actor and the number, is its name. */
export interface Sibling {
  readonly actor: Actor;
  readonly count: number;
  /** null: it deletes; it is a tombstone. */
  readonly value: string | null;
}

/** What is known of a key. What was seen and is not among the siblings has been replaced. */
export interface Copy {
  /** In any order. */
  readonly siblings: readonly Sibling[];
  /** It has seen these, all siblings among them. */
  readonly seen: Context;
}

/** Part 6. Dotted version vectors, as pure functions. */
export interface Dotted {
  /** The copy after a write here: this actor writes, and its client had seen so much. */
  event(copy: Copy, context: Context, actor: Actor, value: string | null): Copy;
  /** What two copies know together. */
  sync(a: Copy, b: Copy): Copy;
  /** What a client is given who is shown all siblings of the copy. */
  context(copy: Copy): Context;
  /** The copy without the siblings that somebody has seen who now replaces them. */
  discard(copy: Copy, context: Context): Copy;
  /** Whether the first copy knows all that the second does. */
  knows(a: Copy, b: Copy): boolean;
}

/** Names a get or a put of a node: no other of this node has had it. */
export type Request = string | number;

/** What coordinators and replicas say to each other, and to themselves. */
export type CopyMessage =
  /** Coordinator → homes: what do you know of this key? */
  | { readonly type: "fetch"; readonly request: Request; readonly key: Key }
  /** Home → coordinator: this; null: it cannot be read. */
  | { readonly type: "found"; readonly request: Request; readonly copy: Copy | null }
  /** Coordinator → homes: know this, too. */
  | {
    readonly type: "keep";
    readonly request: Request;
    readonly key: Key;
    readonly copy: Copy;
  }
  /** Home → coordinator: it does. */
  | { readonly type: "kept"; readonly request: Request };

/** What a client is answered. */
export type Answer =
  /** A get: all values that were not replaced, tombstones left out, in any order; and what a put is to bring back. */
  | { readonly ok: true; readonly values: readonly string[]; readonly context: Context }
  /** A put has been kept by enough. */
  | { readonly ok: true }
  /** Too few have answered in time; it may have been done. */
  | { readonly ok: false };

/** What a coordinator may do. */
export interface CopyIo {
  send(to: NodeId, message: CopyMessage): void;
  answer(client: number, answer: Answer): void;
  /** `overdue` is called with this request after so many ms. */
  wait(request: Request, ms: number): void;
  /** It is not, if that is pending. */
  cancel(request: Request): void;
  /** The functions of part 6, as they must be. */
  readonly dotted: Dotted;
}

/** What is chosen for coordinators. */
export interface CopyRules {
  readonly self: NodeId;
  /** The name under which this node writes. */
  readonly actor: Actor;
  /** N: the nodes that keep copies of every key, this one among them. */
  readonly homes: readonly NodeId[];
  /** R: how many homes must answer a get. */
  readonly read: number;
  /** W: how many homes must have a put, this one included. */
  readonly write: number;
  /** How long answers are waited for, in ms. */
  readonly patienceMs: number;
}

/** Part 7. A coordinator, which is one of the homes. Its `s` is yours to choose. */
export interface Coordinator<S = Any> {
  start(rules: CopyRules): S;
  /** A client here asks. No two things that are asked have the same `client`. */
  get(s: S, client: number, key: Key, io: CopyIo): void;
  /** A client here writes; null deletes. `context` is from a get, or empty. */
  put(
    s: S,
    client: number,
    key: Key,
    value: string | null,
    context: Context,
    io: CopyIo,
  ): void;
  upon(s: S, from: NodeId, message: CopyMessage, io: CopyIo): void;
  /** A request has been waited for. */
  overdue(s: S, request: Request, io: CopyIo): void;
}

/** A node that is to keep a copy. */
export interface Place {
  readonly node: NodeId;
  /** The home that it stands in for; null: it is a home itself. */
  readonly home: NodeId | null;
}

/** What nodes say about hints, and about tombstones. */
export type HintMessage =
  /** Coordinator → stand-in: keep this for that home, or, where it is null, as a home. */
  | {
    readonly type: "keep";
    readonly request: Request;
    readonly key: Key;
    readonly copy: Copy;
    readonly home: NodeId | null;
  }
  /** Who was told → coordinator: it does. */
  | { readonly type: "kept"; readonly request: Request }
  /** Stand-in → home: this was kept for you. */
  | { readonly type: "handoff"; readonly key: Key; readonly copy: Copy }
  /** Home → stand-in: it knows all of that now. */
  | { readonly type: "taken"; readonly key: Key; readonly seen: Context }
  /** Who wants to forget a tombstone → all nodes: do you agree? */
  | { readonly type: "mayPurge"; readonly key: Key; readonly seen: Context }
  /** A node → who asked: yes, as far as it is just that; which sweep it answers it does not say. */
  | { readonly type: "purgeable"; readonly key: Key; readonly seen: Context }
  /** Who asked → all nodes: forget it. */
  | { readonly type: "purge"; readonly key: Key; readonly seen: Context };

/** What a stand-in may do. */
export interface HintIo {
  send(to: NodeId, message: HintMessage): void;
  /** Adds a record to what is there after a crash; it is durable before what this step sends leaves. */
  save(record: Any): void;
  /** The functions of part 6, as they must be. */
  readonly dotted: Dotted;
}

/** What is chosen for stand-ins. */
export interface HintRules {
  readonly self: NodeId;
  /** All nodes, this one among them. */
  readonly nodes: readonly NodeId[];
  /** Those that keep copies of every key. */
  readonly homes: readonly NodeId[];
  /** So many copies are kept for others at most: each is one key of one home. */
  readonly most: number;
}

/** Part 8. Stand-ins. Its `s`, and what is saved, are yours to choose. */
export interface Handoff<S = Any> {
  /** Who keeps a copy: of this list the first `n` are the homes; others that are up stand in for those that are down. */
  places(list: readonly NodeId[], n: number, down: readonly NodeId[]): readonly Place[];
  /** A node starts; `journal` is what it has saved in all of its lives, oldest first. */
  start(rules: HintRules, journal: readonly Any[], io: HintIo): S;
  upon(s: S, from: NodeId, message: HintMessage, io: HintIo): void;
  /** It is time to hand on what is kept for others. */
  round(s: S, io: HintIo): void;
  /** It is time to ask whether the tombstones of this key may be forgotten. */
  sweep(s: S, key: Key, io: HintIo): void;
  /** What is known of a key as a home; null: nothing. */
  copyOf(s: S, key: Key): Copy | null;
}
