/** What a world is made of. @module */

import type { Invariant } from "../model/invariant.ts";
import type { NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { Clients } from "../model/clients.ts";
import type { ClockOptions } from "./clock.ts";
import type { DiskOptions } from "./disk.ts";
import { assertFault, assertNode, type Schedule } from "./fault.ts";
import type { Latency } from "./latency.ts";
import type { NetworkOptions } from "./network_options.ts";
import { assertSeed } from "./random.ts";
import type { TraceLevel } from "./recorder.ts";

/** Everything about a world but its seed. */
export interface Scenario<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are; they are numbered from 0. */
  readonly nodes: number;
  /**
   * Nodes that run twice, each time with a state of its own (Bano et al. 2021, *Twins: BFT systems made
   * robust*). A twin is one more node, numbered after the others; its `io.self` is the node that it is a
   * twin of, and what is sent to that one is sent to both. Faults, traces and invariants tell them apart
   * by their numbers, so that a partition decides which copy hears whom; the protocol cannot.
   */
  readonly twins?: readonly NodeId[];
  /** What the network does by chance; default: 1 ms a message, nothing lost. */
  readonly network?: NetworkOptions;
  /** How long an fsync takes, at some `nodes` longer than at others; default: no time at all. */
  readonly disk?: DiskOptions;
  /**
   * How long an answer stays at its node after what its step sends has left; a crash in this time takes
   * it. Default: no time at all, since an answer is then a message like others.
   */
  readonly answering?: Latency;
  /** How wrong the clocks are; default: not at all. */
  readonly clocks?: ClockOptions;
  /** What goes wrong besides. */
  readonly faults?: Schedule;
  /** Who asks what. */
  readonly clients?: Clients<M>;
  /** What must hold after every step. */
  readonly invariants?: readonly Invariant<S>[];
}

/** A scenario with a seed, and how closely to watch it. */
export interface WorldOptions<S, M extends Tagged, T extends Tagged = never, R = never>
  extends Scenario<S, M, T, R> {
  /** A whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** How much of the run is kept; default "full". */
  readonly trace?: TraceLevel;
  /** Whether the trace also has each node's state whenever it changed; default false. */
  readonly states?: boolean;
  /** Is told of every message and answer that is handed to the network, copies not counted. */
  readonly tap?: (
    sent: { readonly from: NodeId; readonly to: NodeId; readonly body: unknown },
  ) => void;
  /** Whether states, messages and records are checked to be plain data; default true. */
  readonly strict?: boolean;
}

/** What broke an invariant, and when. */
export interface Violation {
  /** Virtual time, in ms. */
  readonly at: number;
  /** The name of the invariant. */
  readonly invariant: string;
  /** What was seen. */
  readonly words: string;
  /** What should have been, where it is a property that was required once, and is no invariant of the scenario. */
  readonly rule?: string;
  /** The nodes concerned. */
  readonly nodes: readonly NodeId[];
  /** What a handler threw, when that is what happened. */
  readonly error?: unknown;
}

/** Throws unless a world can be built from these options. */
export function assertScenario<S, M extends Tagged, T extends Tagged, R>(
  { seed, nodes, twins = [], faults = [] }: WorldOptions<S, M, T, R>,
): void {
  assertSeed(seed);
  if (!(Number.isInteger(nodes) && nodes >= 1)) {
    throw new RangeError(`Cannot build a world because nodes must be 1 or more: given ${nodes}`);
  }
  for (const twin of twins) assertNode(twin, nodes, "a twin");
  for (const fault of faults) assertFault(fault, nodes + twins.length);
}
