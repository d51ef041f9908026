/** Small networks, in which every order of events is looked at. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { RunningBroadcast } from "../given.ts";
import { atMostOnce, deliveredAt, oneId, onlyAsked } from "./broadcast_rules.ts";
import { netLabels } from "./broadcast_words.ts";
import { type Begin, type Graph, graphOf, type NetProtocol, type Node, onNodes } from "./net.ts";

type System = ProtocolSystem<Node, Tagged, Tagged, unknown>;

interface Small {
  readonly words: string;
  readonly nodes: number;
  readonly links: readonly (readonly [NodeId, NodeId])[];
  /** Those of them that both ends have pruned. */
  readonly lazy?: readonly (readonly [NodeId, NodeId])[];
  /** Who broadcasts. */
  readonly from: readonly NodeId[];
  readonly more?: Partial<System>;
}

const triangle = [[0, 1], [0, 2], [1, 2]] as const;
const diamond = [[0, 1], [0, 2], [1, 3], [2, 3]] as const;

const smalls: readonly Small[] = [
  { words: "two nodes, one of which broadcasts", nodes: 2, links: [[0, 1]], from: [0] },
  { words: "three neighbours, one of which broadcasts", nodes: 3, links: triangle, from: [0] },
  {
    words: "four nodes in a circle, one of which broadcasts",
    nodes: 4,
    links: diamond,
    from: [0],
  },
  {
    words: "three neighbours with branches 0–1–2, where 0 broadcasts and 1 may crash for good",
    nodes: 3,
    links: triangle,
    lazy: [[0, 2]],
    from: [0],
    more: {
      crashes: 1,
      restarts: false,
      boundary: ({ states }) => states[0] !== undefined && states[2] !== undefined,
    },
  },
  {
    words: "node 3 hears only word, of two nodes, one of which may crash for good",
    nodes: 4,
    links: diamond,
    lazy: [[1, 3], [2, 3]],
    from: [0],
    more: {
      crashes: 1,
      restarts: false,
      boundary: ({ states }) => states[0] !== undefined && states[3] !== undefined,
    },
  },
  {
    words: "three neighbours, two of which broadcast",
    nodes: 3,
    links: triangle,
    from: [0, 1],
  },
  {
    words: "two nodes, one of which broadcasts twice, and may crash and come back",
    nodes: 2,
    links: [[0, 1]],
    from: [0, 0],
    more: { crashes: 1, leadsTo: {}, boundary: ({ states }) => states[1] !== undefined },
  },
];

/** Requires that all small networks go well. */
export function smallOnes(begin: Begin, grading: Grading): void {
  for (const small of smalls) {
    const system = systemOf(begin({ timeoutMs: 30, retryMs: 10, most: 10 }), small);
    const words = `in every order of events of ${small.words}`;
    explored(system, { states: 2500, words, labels: netLabels }, grading);
  }
}

function systemOf(running: RunningBroadcast, small: Small): System {
  const { nodes, links, lazy = [], from, more } = small;
  const asked = from.map((_, i) => `${i}`);
  return {
    name: "broadcast",
    protocol: linked(running, graphOf(nodes, links), graphOf(nodes, lazy)),
    nodes,
    clients: {
      workload: asked.map((input) => [{ input }]),
      ask: (payload) => ({ type: "broadcast", payload }) as Tagged,
      to: ({ client }) => from[client]!,
      link: "local",
    },
    history: false,
    invariants: [
      atMostOnce(running),
      oneId(running),
      onlyAsked((payload) => asked.includes(payload))(running),
    ],
    leadsTo: {
      "all nodes that are up deliver what is broadcast": {
        to: ({ states }) =>
          states.every((state) =>
            state === undefined || deliveredAt(running, state).length >= from.length
          ),
      },
    },
    ...more,
  };
}

/** Nodes that know their neighbours from the start. */
function linked(running: RunningBroadcast, graph: Graph, lazy: Graph): NetProtocol {
  const { start, ...protocol } = onNodes(running);
  return {
    ...protocol,
    start(io, journal) {
      const s = start(io, journal), { self } = io;
      for (const node of graph[self]!) {
        running.upon["neighbourUp"]!(s.own, { type: "neighbourUp", node, from: self }, io);
      }
      for (const from of lazy[self]!) running.upon["prune"]!(s.own, { type: "prune", from }, io);
      return s;
    },
  };
}
