/** The cast of a trace: which lines there are, and which line each address belongs to. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { Lane } from "./story.ts";

/** The lines of a diagram. */
export interface Cast {
  /**
   * Clients first, then nodes, each in the order of their numbers; but a client that sits at a node has
   * its line under that node's.
   */
  readonly lanes: Lane[];
  /** The line of a client. */
  client(process: number): Lane;
  /** The line of a node, or of the client whose operation has this address. */
  at(address: NodeId): Lane;
}

/** Finds the lines of a trace. */
export function castOf(trace: Trace, options: SpacetimeOptions): Cast {
  const owners = new Map<NodeId, number>();
  const seats = new Map<number, NodeId>();
  for (const event of trace) {
    if (event.kind !== "invoke") continue;
    owners.set(event.address, event.process);
    if (event.local !== undefined) seats.set(event.process, event.local);
  }
  const { clientName = (process) => `client ${process}`, nodeName = (node) => `node ${node}` } =
    options;
  const clients = table([...owners.values()], "client", clientName);
  const nodes = table(nodesIn(trace).filter((id) => !owners.has(id)), "node", nodeName);
  return {
    lanes: seated([...clients.values()], [...nodes.values()], seats),
    client: (process) => known(clients, process, "client"),
    at: (address) => {
      const owner = owners.get(address);
      return owner === undefined ? known(nodes, address, "node") : known(clients, owner, "client");
    },
  };
}

function table(ids: readonly number[], kind: Lane["kind"], name: (id: number) => string) {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  return new Map(sorted.map((id): [number, Lane] => [id, { kind, id, name: name(id) }]));
}

function seated(clients: Lane[], nodes: Lane[], seats: ReadonlyMap<number, NodeId>): Lane[] {
  const below = (node: Lane) => clients.filter(({ id }) => seats.get(id) === node.id);
  return [
    ...clients.filter(({ id }) => !seats.has(id)),
    ...nodes.flatMap((node) => [node, ...below(node)]),
  ];
}

function nodesIn(trace: Trace): NodeId[] {
  const ids = new Set<NodeId>();
  for (const event of trace) {
    if ("node" in event) ids.add(event.node);
    if ("from" in event) ids.add(event.from).add(event.to);
    if ("nodes" in event) event.nodes.forEach((id) => ids.add(id));
  }
  return [...ids];
}

function known(lanes: ReadonlyMap<number, Lane>, id: number, kind: string): Lane {
  const lane = lanes.get(id);
  if (lane === undefined) {
    throw new RangeError(
      `Cannot draw ${kind} ${id} as the trace must name it: given ${[...lanes.keys()].join(", ")}`,
    );
  }
  return lane;
}
