/** What may be chosen about Bodega without making it wrong. @module */

import {
  type MultiPaxos,
  type Options as PaxosOptions,
  withDefaults as paxosWithDefaults,
} from "../../consensus/multipaxos/settings.ts";
import { keyOf, type KeyRange, type Keys } from "../keys.ts";
import { elsewhere, type LeaseTimes } from "../leases/leases.ts";
import { wrongWith } from "../ranges.ts";
import { type Rules, rules } from "./rules.ts";

/** What may be left open has a default. Times are in ms. */
export interface BodegaOptions {
  /** Who answers reads at first; default: everybody, of all keys. */
  readonly ranges?: readonly KeyRange[];
  /** How long a lease is; default 500. */
  readonly leaseMs?: number;
  /** For how long after a guard a promise is taken; default: as long as a lease. */
  readonly guardMs?: number;
  /** How far clocks drift at most, as a fraction: 0.01 is 10 ms in a second. Default 0.001. */
  readonly drift?: number;
  /** How long nothing is heard of a server before the leader takes it out of the roster; default: the longest election timeout. */
  readonly silentMs?: number;
  /**
   * A server that has handed on so many reads of a range of keys within `coverMs` asks the leader that it may answer
   * them itself; default: none does.
   */
  readonly coverReads?: number;
  /** How long reads are counted for that; default 1000. */
  readonly coverMs?: number;
  /** Whether servers tell those who answer reads of their votes, so that these need not wait for the leader; default true. */
  readonly early?: boolean;
  /** How many reads may wait at a server; the oldest go first. Default 10,000. */
  readonly maxHeld?: number;
  /** The keys of a command; default: its `key`. */
  readonly keys?: (command: unknown) => Keys;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** Settings of which none is open. */
export interface Settings extends LeaseTimes {
  /** The log. */
  readonly paxos: MultiPaxos;
  /** Who answers reads at first; undefined: everybody, of all keys. */
  readonly ranges: readonly KeyRange[] | undefined;
  /** How long nothing is heard of a server before it is taken out. */
  readonly silentMs: number;
  /** How many reads a server hands on before it asks to answer them. */
  readonly coverReads: number;
  /** How long reads are counted for that. */
  readonly coverMs: number;
  /** Whether votes are told early. */
  readonly early: boolean;
  /** How many reads may wait. */
  readonly maxHeld: number;
  /** The keys of a command. */
  readonly keys: (command: unknown) => Keys;
  /** How long a server that has given up its leases for a ballot waits for it before it grants them again. */
  readonly patienceMs: number;
  /** The decisions. */
  readonly rules: Rules;
}

/** Fills in what the options leave open. Throws if they contradict each other. */
export function withDefaults(paxosOptions: PaxosOptions, options: BodegaOptions): Settings {
  const paxos = paxosWithDefaults({ ...paxosOptions, loyal: true });
  const { leaseMs = 500, guardMs = leaseMs, drift = 0.001, maxHeld = 10_000 } = options;
  const silentMs = options.silentMs ?? paxos.electionTimeoutMs[1];
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot read by Bodega because ${because}: given ${given}`);
  };
  if (!(drift >= 0 && drift < 1)) cannot("drift must be a fraction from 0 to below 1", drift);
  const least = 2 * paxos.heartbeatMs;
  if (!isAbove(least, leaseMs)) {
    cannot(`leaseMs must be finite and above two heartbeats (${least})`, leaseMs);
  }
  if (!isAbove(0, guardMs)) cannot("guardMs must be finite and above 0", guardMs);
  if (!isAbove(paxos.heartbeatMs, silentMs)) {
    cannot(`silentMs must be finite and above a heartbeat (${paxos.heartbeatMs})`, silentMs);
  }
  if (!(maxHeld >= 1)) cannot("maxHeld must be 1 or more", maxHeld);
  if (!((options.coverReads ?? 1) >= 1)) cannot("coverReads must be 1 or more", options.coverReads);
  if (!((options.coverMs ?? 1) > 0)) cannot("coverMs must be above 0", options.coverMs);
  const wrong = wrongWith(options.ranges ?? []);
  if (wrong !== undefined) cannot(...wrong);
  return {
    paxos,
    ranges: options.ranges,
    leaseMs,
    guardMs,
    drift,
    silentMs,
    coverReads: options.coverReads ?? Infinity,
    coverMs: options.coverMs ?? 1000,
    early: options.early ?? true,
    maxHeld,
    keys: options.keys ?? keyOf,
    patienceMs: elsewhere(guardMs + leaseMs, drift) + paxos.electionTimeoutMs[1],
    rules: { ...rules, ...options.rules },
  };
}

/** Whether a time is one that ends, and longer than another. */
function isAbove(least: number, ms: number): boolean {
  return ms > least && ms < Infinity;
}
