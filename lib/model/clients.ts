/**
 * Who asks what of a system. One description serves the simulator, where asking takes time, and the
 * explorer, which knows no time and lets a client ask, wait and give up at any moment.
 *
 * @module
 */

import type { Outcome } from "./history.ts";
import type { Snapshot } from "./invariant.ts";
import type { Latency } from "./latency.ts";
import type { NodeId } from "./protocol.ts";

/** One operation that a client will ask. */
export interface Ask {
  /** What is asked. */
  readonly input: unknown;
  /** Not before this time, in ms; default: as soon as the one before has ended. */
  readonly at?: number;
}

/** What is known when an operation is turned into a message. */
export interface Attempt {
  /** The client, from 0. */
  readonly client: number;
  /** Counts this client's operations, from 0. */
  readonly sequence: number;
  /** Counts the tries of this operation, from 0. */
  readonly attempt: number;
}

/** Who asks what of whom. Times are the simulator's; the explorer leaves them out. */
export interface Clients<M> {
  /** `workload[c]` is what client `c` asks, one operation after another. */
  readonly workload: readonly (readonly Ask[])[];
  /**
   * The message that asks for `input`. In a simulated run `seen` is the whole system just then, of which a
   * client should use what it could know: its own history.
   */
  ask(input: unknown, attempt: Attempt, seen?: Snapshot<unknown>): M;
  /** The node that an attempt goes to; default: client `c` stays with node `c` modulo the nodes. */
  to?(attempt: Attempt, nodes: number, seen?: Snapshot<unknown>): NodeId;
  /**
   * "network" (default): requests and answers travel like any message. "local": the client sits at its
   * node, so nothing is lost or delayed between them.
   */
  readonly link?: "network" | "local";
  /**
   * The node beside which client `c` sits: where links differ, its messages take those of that node, and when
   * that node is cut off from others, so is the client. Default: links of nobody. Times only: the explorer has none.
   */
  seat?(client: number): NodeId;
  /**
   * How long a client waits for an answer, in ms; default: for ever. In the explorer, a client with a
   * timeout may stop waiting at any moment.
   */
  readonly timeoutMs?: number;
  /** How often it tries again after a timeout, before it gives up; default 0. */
  readonly retries?: number;
  /** The pause between an end and the next operation; default: always 1 ms. */
  readonly think?: Latency;
  /** Whether an answer says that the operation took effect; default: always "ok". */
  outcome?(result: unknown): Exclude<Outcome, "unknown">;
}
