/**
 * What is given for parts 7 to 10: who shall have this request. There is nothing to fill in here.
 *
 * What is known is kept in `s`, and nowhere else; it is plain data, maps and sets included, is changed
 * where it stands, and is copied between two calls. Servers are numbers. A server that is not there
 * cannot be removed or weighed, and one that is there cannot be added: that is refused, and so is to pick
 * when there is nobody to be picked.
 *
 * @module
 */

import type { Any, Node } from "./given.ts";

/** A key that is placed. */
export interface PlacedKey {
  readonly key: string;
  readonly hash: number;
}

/** Part 7. Bounded loads. */
export interface Bounded<S = Any> {
  /** Nodes that have nothing yet. `epsilon` is from 0 on. */
  start(nodes: readonly Node[], epsilon: number): S;
  /** Gives one thing to a node, whose name it returns. The walk is that of its key. */
  take(s: S, walk: Iterable<string>): string;
  /** One thing of this node has gone. */
  release(s: S, id: string): void;
  /** The nodes of keys that are all known, by key. `walk` gives the walk from a hash. */
  assign(
    nodes: readonly Node[],
    epsilon: number,
    keys: readonly PlacedKey[],
    walk: (hash: number) => Iterable<string>,
  ): ReadonlyMap<string, string>;
}

/** Part 8. Smooth weighted round robin. */
export interface Smooth<S = Any> {
  start(): S;
  /** A server comes. A weight is a whole number from 0 on. */
  add(s: S, server: number, weight: number): void;
  remove(s: S, server: number): void;
  weigh(s: S, server: number, weight: number): void;
  /** Whose turn it is. On those in `tried` the request has failed already. */
  pick(s: S, tried: readonly number[]): number;
}

/** A whole number from 0 to `n` - 1, each as likely as the others; each call is counted. */
export type Below = (n: number) => number;

/** Part 9. Two choices, or any number of them, by requests that are under way. */
export interface Choices<S = Any> {
  start(): S;
  /** A server comes. A weight is a whole number from 0 on. */
  add(s: S, server: number, weight: number): void;
  remove(s: S, server: number): void;
  weigh(s: S, server: number, weight: number): void;
  /** A request was sent to a server. */
  started(s: S, server: number): void;
  /** A request was answered; the server may have gone. */
  answered(s: S, server: number): void;
  /** A request ended with an error; the server may have gone. */
  failed(s: S, server: number): void;
  /** How many are under way at a server, whether it is there or not. */
  underWay(s: S, server: number): number;
  /** The best of so many servers that are drawn. On those in `tried` the request has failed already. */
  pick(s: S, choices: number, below: Below, tried: readonly number[]): number;
}

/** Part 10. Least response time. Times are in ms, and never fall. */
export interface ResponseTime<S = Any> {
  /** What is known falls to 1/e of it in `decayMs`. */
  start(decayMs: number): S;
  add(s: S, server: number): void;
  remove(s: S, server: number): void;
  started(s: S, server: number): void;
  answered(s: S, server: number, now: number, latencyMs: number): void;
  failed(s: S, server: number, now: number, latencyMs: number): void;
  /** What one more request is expected to take at a server that is there, in ms. */
  expected(s: S, server: number, now: number): number;
  /** The server with which that is least. On those in `tried` the request has failed already. */
  pick(s: S, now: number, tried: readonly number[]): number;
}
