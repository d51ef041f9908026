/** Nodes that broadcast, and a membership that tells them who is there. @module */

import { runFor } from "hb/grade/part.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import type { Random } from "hb/sim/random.ts";
import type { World } from "hb/sim/world.ts";
import type { RunningBroadcast, TreeRules } from "../given.ts";

/** A node: what the reader's protocol knows, and whether nobody has told it anything in this life. */
export interface Node {
  readonly own: unknown;
  fresh: boolean;
}

export type Net = World<Node, Tagged, Tagged, unknown>;
export type NetProtocol = Protocol<Node, Tagged, Tagged, unknown>;

/** The reader's broadcast; without rules, with those of most runs. */
export type Begin = (chosen?: TreeRules) => RunningBroadcast;

export const rules: TreeRules = { timeoutMs: 200, retryMs: 50, most: 100 };

/** Of each node its neighbours. */
export type Graph = readonly (readonly NodeId[])[];

export function graphOf(nodes: number, links: readonly (readonly [NodeId, NodeId])[]): Graph {
  return Array.from(
    { length: nodes },
    (_, node) => links.flatMap(([a, b]) => a === node ? [b] : b === node ? [a] : []),
  );
}

/** A ring, and so many links across it that are drawn. */
export function ringWith(nodes: number, across: number, random: Random): Graph {
  const links = new Map<string, [NodeId, NodeId]>();
  const link = (a: NodeId, b: NodeId) => void links.set([a, b].sort().join(), [a, b]);
  for (let node = 0; node < nodes; node++) link(node, (node + 1) % nodes);
  while (links.size < nodes + across) {
    const a = random.below(nodes), b = random.below(nodes);
    if (a !== b) link(a, b);
  }
  return graphOf(nodes, [...links.values()]);
}

/** The reader's protocol on nodes that know whether anybody has told them something. */
export function onNodes(running: RunningBroadcast): NetProtocol {
  type Handler = (s: unknown, event: unknown, io: unknown) => void;
  const within = (handlers: Readonly<Record<string, Handler>>) =>
    Object.fromEntries(
      Object.entries(handlers).map(([type, handle]) => [
        type,
        (s: Node, event: unknown, io: unknown) => {
          if (type.startsWith("neighbour")) s.fresh = false;
          handle(s.own, event, io);
        },
      ]),
    );
  return {
    start: (io: unknown, journal: readonly unknown[]) => ({
      own: running.start(io, journal),
      fresh: true,
    }),
    // Journals are kept whole.
    compact: (journal: readonly unknown[]) => [...journal],
    upon: { ...within(running.upon), from: within(saying(running))["from"]! },
    after: within(running.after),
  } as unknown as NetProtocol;
}

/** What an operator hands to a node as if a neighbour had said it. */
const saying = ({ upon }: RunningBroadcast) => ({
  from(s: unknown, event: unknown, io: unknown) {
    const { node, message } = event as { readonly node: NodeId; readonly message: Tagged };
    upon[message.type]!(s, { ...message, from: node }, io);
  },
});

/** A link that breaks for a while. */
export interface Cut {
  readonly at: number;
  readonly forMs: number;
  readonly ends: readonly [NodeId, NodeId];
}

/** How often it is looked who is there, in ms. */
const LOOK_MS = 40;

/** Who tells nodes of their neighbours. */
export class Membership {
  readonly #world: Net;
  readonly #links: (readonly [NodeId, NodeId])[];
  readonly #cuts: readonly Cut[];
  readonly #up = new Set<string>();

  constructor(world: Net, graph: Graph, cuts: readonly Cut[] = []) {
    [this.#world, this.#cuts] = [world, cuts];
    this.#links = graph.flatMap((peers, node) =>
      peers.filter((peer) => node < peer).map((peer) => [node, peer] as const)
    );
  }

  /** Lets time pass, and tells nodes what they must know. */
  run(forMs: number): void {
    const world = this.#world, end = world.now + forMs;
    while (world.now < end && world.violation === undefined) {
      const from = world.now, to = Math.min(end, from + LOOK_MS);
      for (const { at, forMs, ends: [a, b] } of this.#cuts) {
        if (at >= from && at < to) {
          world.inject({ kind: "partition", at, forMs, sides: [[a], [b]] });
        }
      }
      this.#look();
      runFor(world, to - from);
    }
  }

  #look(): void {
    const { states, now } = this.#world;
    const isFresh = states.map((state) => state?.fresh);
    for (const link of this.#links) {
      const [a, b] = link, key = link.join();
      const isCut = this.#cuts.some(({ at, forMs, ends }) =>
        ends.join() === key && at <= now - LOOK_MS / 2 && now < at + forMs
      );
      const isUp = states[a] !== undefined && states[b] !== undefined && !isCut;
      const isAnew = this.#up.has(key) && (isFresh[a] || isFresh[b]);
      // Whatever was cut at all was down, however short that was.
      if (this.#up.has(key) && (!isUp || isAnew)) {
        this.#up.delete(key);
        for (const [node, peer] of [[a, b], [b, a]] as const) {
          if (isFresh[node] === false) this.#tell(node, "neighbourDown", peer);
        }
      }
      if (!isUp || this.#up.has(key)) continue;
      this.#up.add(key);
      for (const [node, peer] of [[a, b], [b, a]] as const) this.#tell(node, "neighbourUp", peer);
    }
  }

  #tell(node: NodeId, type: string, peer: NodeId): void {
    this.#world.tell(node, { type, node: peer } as Tagged);
  }
}
