/** What may be chosen about EPaxos without making it wrong. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type StateMachine, stateMachine } from "../../replicated/state_machine.ts";
import { assertSizes, type Sizes, usualSizes } from "./quorums.ts";
import { type Rules, rules } from "./rules.ts";
import { type FootprintOf, keyFootprint } from "./value.ts";

/** What may be left open has a default. Times are in ms. */
export interface Options<D = unknown, C = unknown, R = unknown> {
  /** What commands are executed on. */
  readonly machine: StateMachine<D, C, R>;
  /** What a command touches; default: what `keyFootprint` says. All replicas must have the same. */
  readonly footprint?: (command: C) => ReturnType<FootprintOf>;
  /** f and e; default: those of the original, for as many replicas as there are. */
  readonly sizes?: Omit<Sizes, "replicas">;
  /** Whether phase 1 asks no more replicas than are needed at first (Moraru et al. 2013, section 4.6); default false. */
  readonly thrifty?: boolean;
  /**
   * Whether a coordinator that has heard from enough, of whom too few agree, waits for the others as long as they could
   * still make it a fast quorum. The original goes on with the first replies; default true.
   */
  readonly hopeful?: boolean;
  /** How many commands an instance holds at most; default 64. */
  readonly maxBatch?: number;
  /** How long a replica waits for more commands before it proposes those that it has; default 0. */
  readonly batchMs?: number;
  /** How many commands may wait at a replica for an instance; default 10,000. */
  readonly maxQueue?: number;
  /** How long a coordinator waits for replies until it takes what it has, or asks again; default 50. */
  readonly retryMs?: number;
  /** How long a replica waits until it recovers an instance of another one: at least, and at most; default 150 to 300. */
  readonly recoverMs?: readonly [least: number, most: number];
  /**
   * How long what a replica asks for takes until it is with all whom the fast path needs: they look at it only then. See
   * `stamps`. Default 0: at once.
   */
  readonly arriveMs?: (coordinator: NodeId) => number;
  /** How often a replica says to another one what it knows to be decided; default 100. Infinity: never. */
  readonly statusMs?: number;
  /** How many instances a replica that lacks some is told of at once at most; default 256. */
  readonly maxLearn?: number;
  /** A checkpoint is proposed when so many instances have been executed since the last one; default: never. */
  readonly checkpointEvery?: number;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** Settings of which none is open but the sizes: what every function of EPaxos is given. */
export interface EPaxos extends Required<Omit<Options, "rules" | "sizes" | "footprint">> {
  /** What a command touches. */
  readonly footprint: FootprintOf;
  /** f and e, for so many replicas. */
  readonly sizesOf: (replicas: number) => Sizes;
  /** The decisions. */
  readonly rules: Rules;
}

/** Fills in what the options leave open. Throws if they contradict each other. */
export function withDefaults({ sizes, ...options }: Options): EPaxos {
  const { machine } = options;
  if (!stateMachine.is(machine)) {
    throw new TypeError(
      `Cannot run EPaxos because machine must be ${stateMachine.words}: given ${typeof machine}`,
    );
  }
  const epaxos: EPaxos = {
    footprint: keyFootprint(machine.reads?.bind(machine)),
    thrifty: false,
    hopeful: true,
    maxBatch: 64,
    batchMs: 0,
    maxQueue: 10_000,
    retryMs: 50,
    recoverMs: [150, 300],
    arriveMs: () => 0,
    statusMs: 100,
    maxLearn: 256,
    checkpointEvery: Infinity,
    ...options,
    sizesOf: (replicas) => sizes === undefined ? usualSizes(replicas) : { replicas, ...sizes },
    rules: { ...rules, ...options.rules },
  };
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot run EPaxos because ${because}: given ${given}`);
  };
  for (const name of ["maxBatch", "maxQueue", "maxLearn", "checkpointEvery"] as const) {
    if (!(epaxos[name] >= 1)) cannot(`${name} must be 1 or more`, epaxos[name]);
  }
  if (!(epaxos.batchMs >= 0)) cannot("batchMs must be 0 or more", epaxos.batchMs);
  for (const name of ["retryMs", "statusMs"] as const) {
    if (!(epaxos[name] > 0)) cannot(`${name} must be more than 0`, epaxos[name]);
  }
  const [least, most] = epaxos.recoverMs;
  if (!(least > 0 && most >= least && most < Infinity)) {
    cannot("recoverMs must be a range above 0", `${least} to ${most}`);
  }
  return epaxos;
}

/** The sizes for these replicas. Throws when they do not go together. */
export function sizesFor({ sizesOf }: EPaxos, peers: readonly unknown[]): Sizes {
  const sizes = sizesOf(peers.length);
  assertSizes(sizes);
  return sizes;
}
