/**
 * Explores everything that a protocol may do: every order of deliveries, losses, timers, crashes,
 * restarts, requests and choices, over the same `Protocol` objects that the simulator runs.
 *
 * @module
 */

import type { Tagged } from "../../model/protocol.ts";
import { type Exploration, exploreSpace } from "./exploration.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import { ProtocolSpace } from "./protocol_space.ts";
import type { Moment, ProtocolSystem } from "./protocol_system.ts";
import type { SearchOptions } from "./search.ts";

export type { Acts, ClientAct, NodeAct, ProtocolAction } from "./protocol_action.ts";
export type {
  Askers,
  Attempt,
  Envelope,
  Moment,
  NetworkKind,
  NodeSymmetry,
  ProtocolSystem,
} from "./protocol_system.ts";

/** How to explore a protocol. */
export interface ProtocolOptions extends SearchOptions {
  /** Whether states that differ only in which node is which are explored once; default false. */
  readonly symmetry?: boolean;
}

/** What an exploration of a protocol found. */
export type ProtocolExploration<S> = Exploration<Moment<S>, ProtocolAction>;

/** Explores a protocol in all the circumstances that it may meet. */
export function exploreProtocol<S, M extends Tagged, T extends Tagged = never, R = never>(
  system: ProtocolSystem<S, M, T, R>,
  options: ProtocolOptions = {},
): ProtocolExploration<S> {
  return exploreSpace(new ProtocolSpace(system, options.symmetry ?? false), options);
}
