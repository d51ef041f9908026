/**
 * What parts 3 and 4 are about: views that fence, and a copy that is made while work goes on. There
 * is nothing to fill in here.
 *
 * @module
 */

import type { Answer, Any, NodeId, View } from "./given.ts";
import type { Command, Store } from "./objects.ts";

/** What servers say that are in views. Each message says in which view it was sent. */
export type FencedMessage =
  /** The primary → a backup: this is what is stored after so many commands; go on from there. */
  | {
    readonly type: "state";
    readonly view: number;
    readonly number: number;
    readonly store: Store;
  }
  /** The primary → a backup: after so many commands, do these. */
  | {
    readonly type: "forward";
    readonly view: number;
    readonly after: number;
    readonly commands: readonly Command[];
  }
  /** A backup → the primary: so many are in what is stored here. */
  | { readonly type: "acknowledge"; readonly view: number; readonly number: number };

/** What a server in a view may do. */
export interface FencedIo {
  send(to: NodeId, message: FencedMessage): void;
  answer(client: NodeId, answer: Answer): void;
}

/** Part 3. Servers that go from view to view. Its `s` is yours to choose. */
export interface Fenced<S = Any> {
  /** A server starts: it has nothing, and is in view 0. */
  start(self: NodeId): S;
  /** The view service has said that this is the view. */
  enter(s: S, view: View, io: FencedIo): void;
  ask(s: S, client: NodeId, command: Command, io: FencedIo): void;
  upon(s: S, from: NodeId, message: FencedMessage, io: FencedIo): void;
  /** Time has gone by: what was sent may have been lost. */
  again(s: S, io: FencedIo): void;
  /** The number that goes into pings. */
  says(s: S): number;
  store(s: S): Store;
}

/** What a client asks, and which of its requests it is. */
export interface Request {
  /** The client; what it is answered goes to it, too. */
  readonly client: NodeId;
  /**
   * Counts its requests, from 0. It asks for one thing at a time, and keeps the number when it asks again; but
   * it may give one up that was not answered, and ask for the next.
   */
  readonly sequence: number;
  readonly command: Command;
}

/** One of many things of which the state is made. */
export type Item =
  /** Under this key there is this value. */
  | { readonly type: "value"; readonly key: string; readonly value: string }
  /** The last request of this client that was done, and its result. */
  | {
    readonly type: "session";
    readonly client: NodeId;
    readonly sequence: number;
    readonly result: string | null;
  };

/** A sum of items in their order: what was spoilt has another one. */
export function sumOf(items: readonly Item[]): number {
  let sum = 17;
  for (const letter of JSON.stringify(items)) {
    sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_003;
  }
  return sum;
}

/** What the primary and its backups say while a copy is made. */
export type TransferMessage =
  /** The primary → a backup that follows: after so many requests, do these. */
  | { readonly type: "forward"; readonly after: number; readonly requests: readonly Request[] }
  /** A backup that follows → the primary: so many are in what is stored here. */
  | { readonly type: "acknowledge"; readonly number: number }
  /** The primary → who joins: of the state after `number` requests, these items from `offset` on. */
  | {
    readonly type: "piece";
    /** Which attempt: they are counted from 1, for all backups together. */
    readonly transfer: number;
    readonly number: number;
    readonly offset: number;
    readonly items: readonly Item[];
    /** How many items there are in all, and the sum of them all. */
    readonly total: number;
    readonly sum: number;
  }
  /** Who joins → the primary: of this attempt so many items have come. */
  | { readonly type: "received"; readonly transfer: number; readonly count: number };

/** What a server may do while a copy is made. */
export interface TransferIo {
  send(to: NodeId, message: TransferMessage): void;
  answer(client: NodeId, answer: { readonly ok: true; readonly result: string | null }): void;
}

/** How a server starts. */
export interface TransferRules {
  readonly self: NodeId;
  readonly primary: NodeId;
  /** No piece has more items, and no other message more requests. */
  readonly most: number;
}

/** Part 4. At most once, and a copy while work goes on. Its `s` is yours to choose. */
export interface Transfer<S = Any> {
  /** The primary begins with nothing, and has no backups; all others wait to be sent the state. */
  start(rules: TransferRules): S;
  /** At the primary: this server is to become a backup; or it has failed to, and begins again. */
  join(s: S, backup: NodeId, io: TransferIo): void;
  /** At the primary: this server is a backup no more. */
  leave(s: S, backup: NodeId, io: TransferIo): void;
  /** A client asks the primary. */
  ask(s: S, request: Request, io: TransferIo): void;
  upon(s: S, from: NodeId, message: TransferMessage, io: TransferIo): void;
  /** Time has gone by: what was sent may have been lost. */
  again(s: S, io: TransferIo): void;
  /**
   * At a backup that was ready: the primary has failed, and this server is the primary from now on. Nobody
   * is its backup.
   */
  lead(s: S): void;
  /** At the primary: which backups could take its place now, in any order. */
  ready(s: S): NodeId[];
  store(s: S): Store;
}
