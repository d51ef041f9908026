/** The cast of a story: which lines there are, and which line each address belongs to. @module */

import type { Labels } from "../labels.ts";
import type { NodeId } from "../protocol.ts";
import type { Story } from "./story.ts";

/** A line along which time passes: a client or a node. */
export interface Lane {
  /** Clients stand above nodes. */
  readonly kind: "client" | "node";
  /** The process of a client, the number of a node. */
  readonly id: number;
  /** What stands before the line. */
  readonly name: string;
}

/** The lines of a story. */
export interface Cast {
  /**
   * Clients first, then nodes, each in the order of their numbers; but a client that sits at a node has
   * its line under that node's.
   */
  readonly lanes: readonly Lane[];
  /** The line of a client. One whom the trace never heard ask, as its beginning is cut off, has none in `lanes`. */
  client(process: number): Lane;
  /** The line of a node, or of the client whose operation has this address. */
  at(address: NodeId): Lane;
}

/** Finds the lines of a story, under the names that the labels give. */
export function castOf(story: Story, labels: Labels = {}): Cast {
  const { owners, seats, addresses } = story;
  const client = (process: number) => labels.client?.(process) ?? `client ${process}`;
  const node = (id: NodeId) => labels.node?.(id) ?? `node ${id}`;
  const clients = table([...owners.values()], "client", client);
  const nodes = table([...addresses].filter((id) => !owners.has(id)), "node", node);
  const ofClient = (id: number): Lane =>
    clients.get(id) ?? { kind: "client", id, name: client(id) };
  return {
    lanes: seated([...clients.values()], [...nodes.values()], seats),
    client: ofClient,
    at: (address) => {
      const owner = owners.get(address);
      return owner === undefined ? known(nodes, address) : ofClient(owner);
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

function known(lanes: ReadonlyMap<NodeId, Lane>, id: NodeId): Lane {
  const lane = lanes.get(id);
  if (lane === undefined) {
    throw new RangeError(
      `Cannot draw node ${id} because the trace must name it: given ${
        [...lanes.keys()].join(", ")
      }`,
    );
  }
  return lane;
}
