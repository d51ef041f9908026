/**
 * The servers of van Renesse and Schneider's simulations (OSDI 2004, section 5): messages take 1 ms; a query takes its server
 * 5 ms, an update 50 ms at the server that computes it, and 20 ms at every other one that only installs the difference.
 * Masters and their beats are left out, as the paper has none in these runs.
 *
 * @module
 */

import type { Clients } from "../../../model/clients.ts";
import { assertKinds, wholeFrom } from "../../../model/kinds.ts";
import type { NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { chain, type NodeMessage } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import type { Settings } from "../../../replication/chain/settings.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { busy } from "./busy.ts";

/** How long a message takes, in ms. */
export const LINK_MS = 1;
/** How long what servers do takes, in ms. */
export const COST_MS = { query: 5, update: 50, difference: 20 } as const;

/** Asks what an object holds. */
export const get = { type: "get", key: "x" } as const;
/** Changes an object. */
export const put = { type: "put", key: "x", value: "1" } as const;

/** Whether a command only looks. */
export function isGet(command: unknown): boolean {
  return (command as { readonly type: string }).type === "get";
}

/** A chain of the nodes 1 to `length`, which nobody suspects and on whose links nothing is lost. */
export function paperChain(
  length: number,
  reads: Settings["reads"] = "tail",
): Protocol<unknown, NodeMessage, Tagged, unknown> {
  assertKinds("make the paper's chain", { length }, { length: wholeFrom(1) });
  const servers = Array.from({ length }, (_, i) => i + 1);
  const quiet = { beatMs: Infinity, timeoutMs: Infinity, resendMs: Infinity };
  const protocol = chain({ chain: servers, reads, counting: "fail-stop", ...quiet });
  return busy(protocol, costOf) as never;
}

/** What a message costs whoever receives it, in ms; what servers only note costs nothing. */
function costOf(message: NodeMessage): number {
  if (message.type === "request") return isGet(message.command) ? COST_MS.query : COST_MS.update;
  return message.type === "propagate" && message.entries.length > 0 ? COST_MS.difference : 0;
}

/** How long one update and one query take in an idle chain of `length` servers, in ms. */
export function paperLatencies(
  length: number,
): { readonly update: number; readonly query: number } {
  const clients: Clients<NodeMessage> = {
    workload: [[{ input: put }, { input: get }]],
    ask: asRequest,
    to: ({ sequence }): NodeId => sequence === 0 ? 1 : length,
  };
  const world = new World({
    protocol: paperChain(length),
    nodes: length + 1,
    seed: 1,
    network: { latency: constant(LINK_MS) },
    clients,
    trace: "none",
  });
  world.run(10_000);
  const [update, query] = world.history.map(({ invokedAt, endedAt }) => endedAt - invokedAt);
  return { update: update!, query: query! };
}
