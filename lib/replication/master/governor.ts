/**
 * What masters decide: configurations, one after another, as a state machine. The service of views that
 * primary–backup replication has and the master of a chain are both such machines; what is in this folder knows
 * neither.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Epoch } from "./messages.ts";

/** What a master has heard of its servers. */
export interface Heard {
  /** The servers of which nothing has come for too long. */
  readonly silent: ReadonlySet<NodeId>;
  /** What each server has last reported; nothing of who has not been heard of yet. */
  readonly reports: ReadonlyMap<NodeId, Report>;
}

/** What a server has said of itself. */
export interface Report {
  /** The number of its configuration when it said so. */
  readonly epoch: number;
  /** What it said. */
  readonly report: unknown;
}

/** A family of configurations; `D` is one, and `C` what makes another of it. */
export interface Governor<D extends Epoch = Epoch, C = unknown> {
  /**
   * The configurations. `init` gives the first one; `apply` gives it a greater number with each change, and must leave
   * it as it is when a command was meant for a configuration of another number: a command may be decided twice, or
   * late.
   */
  readonly machine: StateMachine<D, C, unknown>;
  /** What the master who leads should change, given what it has heard; undefined: nothing. */
  decide(configuration: Readonly<D>, heard: Heard): C | undefined;
}
