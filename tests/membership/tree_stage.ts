/** Nodes of Plumtree with links that a report names, and what they send. */

import type { Message, Timer } from "hb/membership/plumtree/messages.ts";
import { type Fixed, type Told, told } from "hb/membership/plumtree/overlay.ts";
import { type Journalled, plumtree, type State } from "hb/membership/plumtree/plumtree.ts";
import type { Rules } from "hb/membership/plumtree/rules.ts";
import type { Settings } from "hb/membership/plumtree/settings.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { World } from "hb/sim/world.ts";

/** A run of them. */
export type Trees = World<State<Fixed>, Message | Told, Timer, Journalled<never>>;

/** Three nodes that all have links to each other. */
export const triangle = [[0, 1], [0, 2], [1, 2]] as const;

/** Nodes with these links, and what is sent, by type. */
export interface Nodes {
  readonly world: Trees;
  readonly sent: Map<string, number>;
}

/** Nodes that begin with these links; `named` is told how many ids each announcement names. */
export function nodesWith(
  links: readonly (readonly [NodeId, NodeId])[],
  network: NetworkOptions,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
  nodes: number = Math.max(...links.flat()) + 1,
  named: number[] = [],
): Nodes {
  const of = (node: NodeId) => links.flatMap(([a, b]) => a === node ? [b] : b === node ? [a] : []);
  const sent = new Map<string, number>();
  const world = new World({
    protocol: plumtree(told(of), settings, rules),
    nodes,
    seed: 1,
    trace: "none",
    network: { order: "fifo", ...network },
    tap({ body }) {
      const message = body as Message, { type } = message;
      sent.set(type, (sent.get(type) ?? 0) + 1);
      if (message.type === "ihave") named.push(message.has.length);
    },
  });
  return { world, sent };
}

/** A client has a node broadcast. */
export const tell = (world: Trees, node: NodeId, payload: string) =>
  world.tell(node, { type: "broadcast", payload });
/** What a node has delivered. */
export const logOf = (world: Trees, node: NodeId) =>
  world.states[node]!.tree.log.map(({ payload }) => payload);
