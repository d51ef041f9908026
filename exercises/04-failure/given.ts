/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has parts 1 and 2, and the words of all; parts 3 to 6 have theirs in
 * `swim_parts.ts`, parts 7 and 8 in `member_parts.ts`, and part 9 in `whole_swim.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
/** log₁₀ of the probability that a standard normal variable is greater than `z`. */
export { log10Tail } from "hb/membership/detector/estimators/normal.ts";
export type * from "./member_parts.ts";
export type * from "./swim_parts.ts";
export type * from "./whole_swim.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** What a heartbeat says of its sender. */
export interface Beat {
  /** Which life of its sender it is from: each start of a node begins the next one. */
  readonly life: number;
  /** Its number among the heartbeats of that life, from 1. */
  readonly sequence: number;
}

/** What a detector by timeouts may do. */
export interface PatienceIo {
  /** The timer of `peer` goes off after so many ms; a timer of it that is pending is replaced. */
  wait(peer: NodeId, ms: number): void;
  /** From now on it is suspected. */
  suspect(peer: NodeId): void;
  /** It is suspected no more. */
  trust(peer: NodeId): void;
}

/** What is chosen for a detector by timeouts. */
export interface PatienceRules {
  /** Who is watched. */
  readonly peers: readonly NodeId[];
  /** How long each is waited for at first, in ms. */
  readonly firstMs: number;
  /** How much longer after each mistake, in ms. */
  readonly growMs: number;
}

/** Part 1. A detector by timeouts. Its `s` is yours to choose. */
export interface Patience<S = Any> {
  /** Watching begins. */
  start(rules: PatienceRules, io: PatienceIo): S;
  /** A heartbeat has come. */
  heard(s: S, peer: NodeId, beat: Beat, io: PatienceIo): void;
  /** The timer of `peer` has gone off. */
  expired(s: S, peer: NodeId, io: PatienceIo): void;
}

/** What is chosen for φ. */
export interface PhiRules {
  /** So many intervals count, the latest. */
  readonly size: number;
  /** How long an interval is taken to be before one has been seen, in ms. */
  readonly guessMs: number;
  /** σ is taken to be at least so much, in ms. */
  readonly leastSigmaMs: number;
}

/** Part 2. φ of one sender. */
export interface Phi<S = Any> {
  /** Nothing is known. */
  start(rules: PhiRules): S;
  /** A heartbeat that is news has come; whoever asks for φ had `suspected` its sender, or had not. */
  heard(s: S, nowMs: number, suspected: boolean): void;
  /** φ at this moment. */
  phi(s: S, nowMs: number): number;
}
