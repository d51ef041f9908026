/** What may be chosen about PBFT without making it wrong. @module */

import { Digest } from "../../model/digest.ts";
import { encode } from "../../model/encode.ts";
import {
  assertKinds,
  code,
  either,
  type KindsOf,
  numberAbove,
  oneOf,
  optional,
  record,
  someWords,
  wholeFrom,
  yesOrNo,
} from "../../model/kinds.ts";
import { type StateMachine, stateMachine } from "../../replicated/state_machine.ts";
import type { Authentication } from "./accepted.ts";
import { type Rules, rules } from "./rules.ts";

/** What may be left open has a default. Times are in ms. */
export interface Options<D = unknown, C = unknown, R = unknown> {
  /** What commands are executed on. */
  readonly machine: StateMachine<D, C, R>;
  /** n: nodes 0 to n − 1 are replicas, all others proxies of clients. f of them may lie, with n at least 3f + 1. */
  readonly replicas: number;
  /** What the cluster is called; it stands in every statement that is signed. Default "pbft". */
  readonly cluster?: string;
  /** K: a checkpoint is taken when so many numbers have been executed; default 128. */
  readonly checkpointEvery?: number;
  /** L: how many numbers after the last stable checkpoint may be given; at least K, default 2K. */
  readonly logSize?: number;
  /** How many requests a batch has at most; default 64. */
  readonly maxBatch?: number;
  /** How many numbers the primary keeps open at once; what comes meanwhile waits for the next batch. Default 8. */
  readonly window?: number;
  /** How long a request may wait at a backup before the first change of the view; default 300. */
  readonly viewTimeoutMs?: number;
  /** How often a replica says how far it has come, so that it is told what it missed; default 50. */
  readonly statusMs?: number;
  /** How many decided numbers a replica is told at once; default 32. */
  readonly maxTold?: number;
  /** After how long a proxy asks all replicas; default 150. */
  readonly retryMs?: number;
  /**
   * Whether commands that only read are answered at once, without an order. A result then takes a quorum of equal
   * replies, also that of a command with an order: of f + 1 who have told of it, one may be loyal, and the others whom a
   * read asks may not have executed it. (And so those who are behind must be told, or clients wait for ever: Berger,
   * Reiser and Bessani 2021.) Default false.
   */
  readonly readOnly?: boolean;
  /**
   * How nodes know who says what. With "signatures", all that is said can be shown to others. With "codes" requests,
   * pre-prepares, prepares and commits have codes, which cost less and prove something to their receivers alone; what
   * follows from that is in `claims.ts`. Default "signatures".
   */
  readonly authentication?: Authentication;
  /**
   * The digest of plain data. The default is short: good against chance, and enough where nobody looks for two
   * batches with one digest. Where somebody may, it must be a cryptographic one, such as SHA-256 of `encode`.
   */
  readonly digest?: (value: unknown) => string;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** Settings of which none is open: what every function of PBFT is given. */
export interface Pbft extends Required<Omit<Options, "rules">> {
  /** The decisions. */
  readonly rules: Rules;
}

const count = wholeFrom(1), time = either(numberAbove(0), Infinity);
const kinds: KindsOf<Options> = {
  machine: stateMachine,
  replicas: count,
  cluster: optional(someWords),
  checkpointEvery: optional(count),
  logSize: optional(count),
  maxBatch: optional(count),
  window: optional(count),
  viewTimeoutMs: optional(time),
  statusMs: optional(time),
  maxTold: optional(count),
  retryMs: optional(time),
  readOnly: optional(yesOrNo),
  authentication: optional(oneOf("signatures", "codes")),
  digest: optional(code),
  rules: optional(record),
};

/** Fills in what the options leave open. Throws if they cannot be, or contradict each other. */
export function withDefaults(options: Options): Pbft {
  assertKinds("run PBFT", options, kinds);
  const checkpointEvery = options.checkpointEvery ?? 128;
  const pbft: Pbft = {
    cluster: "pbft",
    checkpointEvery,
    logSize: 2 * checkpointEvery,
    maxBatch: 64,
    window: 8,
    viewTimeoutMs: 300,
    statusMs: 50,
    maxTold: 32,
    retryMs: 150,
    readOnly: false,
    authentication: "signatures",
    digest: shortDigest,
    ...options,
    rules: { ...rules, ...options.rules },
  };
  if (pbft.logSize < pbft.checkpointEvery) {
    throw new RangeError(
      `Cannot run PBFT because logSize must be at least checkpointEvery (${pbft.checkpointEvery}): ` +
        `given ${pbft.logSize}`,
    );
  }
  return pbft;
}

/** A digest of sixteen hexadecimal digits, the same for equal data. */
export function shortDigest(value: unknown): string {
  const digest = new Digest();
  digest.add(encode(value));
  return digest.hex();
}
