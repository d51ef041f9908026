/**
 * A path that the explorer found, as a scenario of the simulator: step `i` happens at `i` ms. Messages
 * take as long as they lay on the way, faults crash the nodes and lose the messages, clients ask when they
 * did, and the protocol follows a script. The scenario is plain data of the shape that the simulator
 * takes, so neither needs to know the other.
 *
 * @module
 */

import type { InvariantViolation } from "../../model/invariant.ts";
import { constant, endlessMs } from "../../model/latency.ts";
import type { Trace } from "../../model/trace.ts";
import type { Tagged } from "../../model/protocol.ts";
import type { Finding } from "./exploration.ts";
import { scriptClocks, scripted } from "./scripted.ts";
import type { ProtocolAction } from "./protocol_action.ts";
import type { GlobalState, ProtocolSystem } from "./protocol_system.ts";
import { ReplayClients } from "./replay_clients.ts";
import { ReplayNetwork } from "./replay_network.ts";
import { ReplayNodes } from "./replay_nodes.ts";
import { fsyncMs, type ReplayScenario } from "./replay_scenario.ts";

/** A run to be repeated. */
export interface Replay<S, M extends Tagged, T extends Tagged, R> {
  /** What a world is made of; any seed will do. */
  readonly scenario: ReplayScenario<S, M, T, R>;
  /** How long to run it, in ms of virtual time. */
  readonly ms: number;
  /** What to add to the trace of the run: what is wrong at its end. */
  readonly violation: Trace;
}

/**
 * The scenario in which a finding happens again. Throws where a client tried again or one message came
 * three times, as a simulated network and simulated clients do not do that at will.
 *
 * @example Found by the explorer, seen in the simulator
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { replay } from "hb/check/explore/replay.ts";
 * import { singleCopySystem } from "hb/check/models/single_copy.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const system = singleCopySystem(2, 2); // two clients, two servers that do not coordinate
 * const [finding] = exploreProtocol(system).findings;
 * const { scenario, ms, violation } = replay(system, finding!);
 * const world = new World({ ...scenario, seed: 1 });
 * world.run(ms);
 * assertEquals(world.history.map(({ input, output }) => [input, output]), [
 *   [{ type: "write", value: "A" }, null],
 *   [{ type: "write", value: "B" }, undefined],
 *   [{ type: "read" }, null], // though A was written before
 * ]);
 * const trace = [...world.trace, ...violation]; // ready for a space-time diagram
 * assertEquals(trace.at(-1)!.kind, "violation");
 * ```
 */
export function replay<S, M extends Tagged, T extends Tagged = never, R = never>(
  system: ProtocolSystem<S, M, T, R>,
  { property, path }: Finding<GlobalState<S>, ProtocolAction>,
): Replay<S, M, T, R> {
  const clients = new ReplayClients(system), mail = new ReplayNetwork(clients);
  const nodes = new ReplayNodes();
  path.forEach(({ action }, at) => {
    if (action === undefined) return;
    mail.happens(at, action);
    nodes.happens(at, action);
    clients.happens(at, action);
    mail.leaves(at, action);
  });
  const ms = Math.max(0, path.length - 1);
  return {
    scenario: {
      protocol: scripted(system.protocol, nodes),
      nodes: system.nodes,
      twins: system.twins ?? [],
      clocks: { set: scriptClocks(system.nodes, system.twins?.length ?? 0) },
      network: { latency: constant(endlessMs) },
      disk: { fsync: constant(fsyncMs) },
      faults: [...nodes.faults(), ...mail.faults()],
      ...(system.clients === undefined ? {} : { clients: clients.scenario(system.clients) }),
    },
    ms: ms + fsyncMs,
    violation: violationOf(system, property, path.map(({ state }) => state), ms),
  };
}

/** What is wrong in the last state, as an invariant says that has seen all states before it. */
function violationOf<S, M extends Tagged, T extends Tagged, R>(
  { invariants = [] }: ProtocolSystem<S, M, T, R>,
  property: string,
  states: readonly GlobalState<S>[],
  at: number,
): Trace {
  const invariant = invariants.find(({ name }) => name === property);
  if (invariant === undefined) return [];
  const memory = invariant.memory?.();
  let breach: InvariantViolation | undefined;
  for (const state of states) breach = invariant.check(state, memory);
  if (!breach) return [];
  return [{ kind: "violation", at, invariant: invariant.name, ...breach }];
}
