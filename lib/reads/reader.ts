/** What is chosen of reads, and what every function of them is given. @module */

import type { Io, Tagged } from "../model/protocol.ts";
import { keyOf, type Keys } from "./keys.ts";
import type { ReadMessage } from "./messages.ts";
import type { ReplicatedLog } from "./replicated_log.ts";
import { type Rules, rules } from "./rules.ts";
import type { Reads } from "./state.ts";

/** How a server reads. */
export type Way = "log" | "read index" | "follower" | "leader lease" | "pqr";

const ways: readonly Way[] = ["log", "read index", "follower", "leader lease", "pqr"];

/** What may be chosen. */
export interface ReadOptions {
  /** The way to read. */
  readonly way: Way;
  /** How far clocks drift at most, as a fraction: 0.01 is 10 ms in a second; leases need it. Default 0.001. */
  readonly drift?: number;
  /** How many reads may wait for others at a server; the oldest go first. Default 10,000. */
  readonly maxAsked?: number;
  /** The keys of a command; default: its `key`. By them quorum reads tell which writes they must wait for. */
  readonly keys?: (command: unknown) => Keys;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** A server of the log, and what it knows of reads. */
export type Reading<S> = S & { reads: Reads };

/** The world, as such a server sees it. */
export type ReadIo<M extends Tagged, T extends Tagged, R> = Io<M | ReadMessage, T, R>;

/** A server of whatever log. */
export type AnyReading = Reading<object>;
/** The world of a server of whatever log. */
export type AnyReadIo = ReadIo<Tagged, Tagged, unknown>;

/** All that is chosen. */
export interface Reader extends Required<Omit<ReadOptions, "rules">> {
  /** The log. */
  readonly log: ReplicatedLog;
  /** The decisions. */
  readonly rules: Rules;
  /** How long a lease is, on the leader's clock. */
  readonly leaseMs: number;
}

/** Fills in what the options leave open. Throws a `RangeError` if they make no sense. */
export function readerOf(
  log: ReplicatedLog,
  { way, drift = 0.001, maxAsked = 10_000, keys = keyOf, rules: wrong = {} }: ReadOptions,
): Reader {
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot read from a log because ${because}: given ${given}`);
  };
  if (!ways.includes(way)) cannot(`way must be one of "${ways.join('", "')}"`, way);
  if (!(drift >= 0 && drift < 1)) cannot("drift must be a fraction from 0 to below 1", drift);
  if (!(maxAsked >= 1)) cannot("maxAsked must be 1 or more", maxAsked);
  const all = { ...rules, ...wrong };
  return { log, way, drift, maxAsked, keys, rules: all, leaseMs: all.leaseMs(log.loyalMs, drift) };
}
