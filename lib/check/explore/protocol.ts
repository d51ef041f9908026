/**
 * Explores everything that a protocol may do: every order of deliveries, losses, timers, crashes,
 * restarts, requests and choices, over the same `Protocol` objects that the simulator runs.
 *
 * @module
 */

import type { Tagged } from "../../model/protocol.ts";
import { assertSystem } from "./assert_system.ts";
import { type Exploration, exploreSpace } from "./exploration.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import { ProtocolSpace } from "./protocol_space.ts";
import type { GlobalState, ProtocolSystem } from "./protocol_system.ts";
import type { SearchOptions } from "./search.ts";

export type { Acts, ClientAct, NodeAct, ProtocolAction } from "./protocol_action.ts";
export type {
  Envelope,
  GlobalState,
  NetworkKind,
  NodeSymmetry,
  ProtocolSystem,
} from "./protocol_system.ts";

/** How to explore a protocol. */
export interface ProtocolOptions extends SearchOptions {
  /** Whether states that differ only by a renaming of nodes are explored once; default false. */
  readonly symmetry?: boolean;
}

/** What an exploration of a protocol found. */
export type ProtocolExploration<S> = Exploration<GlobalState<S>, ProtocolAction>;

/**
 * Explores a protocol in all the circumstances that it may meet.
 *
 * @example A message that may be lost
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeAction } from "hb/check/explore/describe_action.ts";
 * import { exploreProtocol, type ProtocolSystem } from "hb/check/explore/protocol.ts";
 *
 * type Message = { type: "hello" }; // node 0 → node 1
 * const greeting: ProtocolSystem<{ greeted: boolean }, Message> = {
 *   name: "greeting",
 *   protocol: {
 *     start(io) {
 *       if (io.self === 0) io.send(1, { type: "hello" });
 *       return { greeted: false };
 *     },
 *     upon: {
 *       hello(s) {
 *         s.greeted = true;
 *       },
 *     },
 *   },
 *   nodes: 2,
 *   leadsTo: { "node 1 is greeted": { to: ({ states }) => states[1]?.greeted === true } },
 * };
 * assertEquals(exploreProtocol(greeting).verdict, "ok");
 *
 * const { findings } = exploreProtocol({ ...greeting, lossy: true });
 * assertEquals(findings[0]!.path.map(({ action }) => describeAction(action!)), [
 *   "everything starts",
 *   "hello from 0 to 1 is lost",
 * ]);
 * ```
 */
export function exploreProtocol<S, M extends Tagged, T extends Tagged = never, R = never>(
  system: ProtocolSystem<S, M, T, R>,
  options: ProtocolOptions = {},
): ProtocolExploration<S> {
  assertSystem(system);
  return exploreSpace(new ProtocolSpace(system, options.symmetry ?? false), options);
}
