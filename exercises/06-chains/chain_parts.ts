/**
 * What parts 5 to 8 are about: chains. There is nothing to fill in here.
 *
 * @module
 */

import type { Any, NodeId } from "./given.ts";
import type { Request } from "./copies_parts.ts";
import type { Store } from "./objects.ts";

/** A chain, from its head to its tail. */
export interface Chain {
  /** Counts the chains, from 1. 0: none has been heard of. */
  readonly epoch: number;
  /** Not empty. */
  readonly chain: readonly NodeId[];
  /** Who receives all that the tail does, and is not in the chain yet (part 7); null: nobody. */
  readonly joining: NodeId | null;
}

/** An update in its place. */
export interface Entry extends Request {
  /** Its place in the history, from 1. The head gives it. */
  readonly number: number;
}

/** What was done for a client last, and its result. */
export interface Reply {
  readonly sequence: number;
  readonly result: string | null;
}

/** What servers of a chain say. Each message says in which epoch it was sent; in part 5 it is always 1. */
export type ChainMessage =
  /** Who was asked → the head if it is an update, the tail if it is a query: this is yours. */
  | { readonly type: "request"; readonly epoch: number; readonly request: Request }
  /** A server → its successor: these are next, in their order. */
  | {
    readonly type: "updates";
    readonly epoch: number;
    readonly entries: readonly Entry[];
    /** How many updates the sender has had. */
    readonly last: number;
  }
  /** A server → its predecessor: up to here the history is at the tail; of who joins: is here. */
  | { readonly type: "acknowledge"; readonly epoch: number; readonly number: number }
  /** A server → its new predecessor: so many updates are here; null: nothing at all (part 7). */
  | { readonly type: "resume"; readonly epoch: number; readonly has: number | null }
  /** A server → who joins: what is stored after so many updates, and what clients were answered (part 7). */
  | {
    readonly type: "state";
    readonly epoch: number;
    readonly number: number;
    readonly store: Store;
    readonly replies: ReadonlyMap<NodeId, Reply>;
  };

/** What a client of a chain is answered. */
export interface Done {
  readonly sequence: number;
  readonly result: string | null;
}

/** What a server of a chain may do. */
export interface ChainIo {
  send(to: NodeId, message: ChainMessage): void;
  answer(client: NodeId, done: Done): void;
  /** Asks the masters whether this epoch is still the last (parts 6 and 7). Rounds are counted from 1. */
  confirm(round: number): void;
}

/** Part 5. A chain in which nothing fails. Its `s` is yours to choose. */
export interface Straight<S = Any> {
  /** A server of this chain starts, with an empty store. No message has more entries than `most`. */
  start(self: NodeId, chain: readonly NodeId[], most: number): S;
  /** A client asks this server. */
  ask(s: S, request: Request, io: ChainIo): void;
  upon(s: S, from: NodeId, message: ChainMessage, io: ChainIo): void;
  /** Time has gone by: what was sent may have been lost. */
  again(s: S, io: ChainIo): void;
  /** What is stored here, after all updates that have come. */
  store(s: S): Store;
}

/** Part 6. A chain that gets shorter. Its `s` is yours to choose. */
export interface Failures<S = Any> {
  /** A server starts: it has an empty store, and has heard of no chain. */
  start(self: NodeId, most: number): S;
  /** The masters say that this is the chain. */
  configure(s: S, chain: Chain, io: ChainIo): void;
  /** A majority of the masters says that in the round with this number its epoch was still the last. */
  confirmed(s: S, round: number, io: ChainIo): void;
  ask(s: S, request: Request, io: ChainIo): void;
  upon(s: S, from: NodeId, message: ChainMessage, io: ChainIo): void;
  again(s: S, io: ChainIo): void;
  store(s: S): Store;
}

/** Part 7. A chain that grows, too. Its `s` is yours to choose. */
export interface Grow<S = Any> extends Failures<S> {
  /** What a server tells the masters: that it has everything, so that it may become the tail. */
  whole(s: S): boolean;
}

/** What servers say whose chain is asked anywhere. */
export type CraqMessage =
  /** Who was asked → the head: this update is yours. */
  | { readonly type: "request"; readonly epoch: number; readonly request: Request }
  /** A server → its successor: these are next, in their order. */
  | { readonly type: "updates"; readonly epoch: number; readonly entries: readonly Entry[] }
  /** A server → its predecessor: up to here the history is at the tail. */
  | { readonly type: "acknowledge"; readonly epoch: number; readonly number: number }
  /** Who was asked → the tail: which version of this key is clean? */
  | {
    readonly type: "version";
    readonly epoch: number;
    /** Counts what this server asks, from 0. */
    readonly read: number;
    readonly key: string;
  }
  /** The tail → who asked: this one, the number of an update; 0: the key was never written. */
  | {
    readonly type: "versionReply";
    readonly epoch: number;
    readonly read: number;
    readonly number: number;
  };

/** What such a server may do. */
export interface CraqIo {
  send(to: NodeId, message: CraqMessage): void;
  answer(client: NodeId, done: Done): void;
}

/** A version of an object: the number of the update that made it. */
export interface Version {
  readonly number: number;
  readonly value: string;
  readonly clean: boolean;
}

/** Part 8. CRAQ. Its `s` is yours to choose. */
export interface Craq<S = Any> {
  start(self: NodeId, most: number): S;
  /** The masters say that this is the chain; nobody joins. Here all servers hear of it before anything else comes. */
  configure(s: S, chain: Chain, io: CraqIo): void;
  ask(s: S, request: Request, io: CraqIo): void;
  upon(s: S, from: NodeId, message: CraqMessage, io: CraqIo): void;
  again(s: S, io: CraqIo): void;
  /** The versions of an object that are kept here, the oldest first. */
  versions(s: S, key: string): Version[];
}
