/**
 * What a server of a chain knows.
 *
 * The paper's Hist is everything that was decided, which the objects stand for, and then `log` from there on: Sent, the
 * updates that have been handed on and are not known to be at the tail. The dirty versions of CRAQ are the same
 * updates, seen from the object.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Attendance } from "../master/attendance.ts";
import { type Configuration, type Place, placeIn } from "./configuration.ts";
import type { ChainIo, ClientAsk, Entry, Replies } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** A chain that is completely decided. */
export interface Chain {
  /** What was chosen. */
  readonly settings: Settings;
  /** The decisions. */
  readonly rules: Rules;
  /** Says to the masters that a server is there, and what it has; the number of the beat. */
  beat(s: State, io: ChainIo): number;
}

/** An update that a server has. */
export interface Held extends Entry {
  /** When it came, by this server's clock, in ms. */
  readonly at: number;
}

/** A query that waits. */
export interface Query extends ClientAsk {
  /** Where the answer goes. */
  readonly address: NodeId;
  /** The beat that must be confirmed first; 0: none; Infinity: the server is not ready. */
  readonly round: number;
  /** Which version to answer, as the tail says: the history up to here; null: its word has not come. */
  version: number | null;
}

/** One server. */
export interface State {
  /** Its masters and its chain. */
  readonly attendance: Attendance<Configuration>;
  /** It has all of the history that its chain had when it came into it. */
  ready: boolean;
  /** The objects after the updates up to `decided`. */
  machine: unknown;
  /** What their clients were answered. */
  replies: Replies;
  /** How many updates are known to be at the tail, and so decided. */
  decided: number;
  /** A fingerprint of the history up to `decided`. */
  print: number;
  /** How many updates are not in `log` any more. Invariant: `base <= decided`, equal unless `behind` is lower. */
  base: number;
  /** The updates from `base` + 1 on, without gaps. */
  log: Held[];
  /** What a successor that joins, or has just joined, is known to have; null: all that is decided. */
  behind: number | null;
  /** What this server had when it saw a gap and asked its predecessor for more; null when it has not. */
  asked: number | null;
  /** The first update that its successor lacked when the timer was set; null when it is not set. */
  resending: number | null;
  /** Queries that wait, by their numbers. */
  readonly queries: Map<number, Query>;
  /** How many queries have waited. */
  reads: number;
}

/** How many updates a server has had. */
export function had({ base, log }: Readonly<State>): number {
  return base + log.length;
}

/** What its successor is known to have. */
export function successorHas({ behind, decided }: Readonly<State>): number {
  return behind ?? decided;
}

/** What its successor lacks, as far as is known, from after `has` on. */
export function entriesAfter({ base, log }: Readonly<State>, has: number): Entry[] {
  return log.slice(Math.max(0, has - base)).map(({ at: _, ...entry }) => entry);
}

/** Where it stands. */
export function placeOf({ attendance }: Readonly<State>, self: NodeId): Place {
  return placeIn(attendance.configuration, self);
}

/** The number of its chain. */
export function epochOf({ attendance }: Readonly<State>): number {
  return attendance.configuration.epoch;
}
