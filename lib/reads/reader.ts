/** What is chosen of reads, and what every function of them is given. @module */

import type { Io, Tagged } from "../model/protocol.ts";
import type { ReadMessage } from "./messages.ts";
import type { ReplicatedLog } from "./replicated_log.ts";
import { type Rules, rules } from "./rules.ts";
import type { Reads } from "./state.ts";

/** How a server reads. */
export type Way = "log" | "read index" | "follower" | "leader lease" | "pqr";

/** What may be chosen. */
export interface ReadOptions {
  /** The way to read. */
  readonly way: Way;
  /** How far clocks drift at most, as a fraction: 0.01 is 10 ms in a second; leases need it. Default 0.001. */
  readonly drift?: number;
  /** How many reads may wait for others at a server; the oldest go first. Default 10,000. */
  readonly maxAsked?: number;
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

/** Fills in what the options leave open. */
export function readerOf(
  log: ReplicatedLog,
  { way, drift = 0.001, maxAsked = 10_000, rules: wrong = {} }: ReadOptions,
): Reader {
  if (!(drift >= 0 && drift < 1)) {
    throw new RangeError(
      `Cannot read from a log because drift must be a fraction from 0 to below 1: given ${drift}`,
    );
  }
  const all = { ...rules, ...wrong };
  return { log, way, drift, maxAsked, rules: all, leaseMs: all.leaseMs(log.loyalMs, drift) };
}
