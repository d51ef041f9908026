/** Small systems for the explorer. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { makeLazy } from "./links.ts";
import type { Message, Timer } from "./messages.ts";
import { type Fixed, type Told, told } from "./overlay.ts";
import { type Journalled, plumtree, type State } from "./plumtree.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { eagerLinks, reachedBy } from "./spanning.ts";

type System = ProtocolSystem<State<Fixed>, Message | Told, Timer, Journalled<never>>;

/** What is not the same in all instances. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
  /** The links, each once. */
  readonly links: readonly (readonly [NodeId, NodeId])[];
  /** Those of them that are lazy from the start. */
  readonly lazy?: readonly (readonly [NodeId, NodeId])[];
  /** Who broadcasts. */
  readonly from: readonly NodeId[];
  readonly settings?: Partial<Settings>;
  readonly more?: Partial<System>;
}

/** There is no time: nothing ages, and nobody is reminded. */
const timeless: Partial<Settings> = { lifeMs: 0, remindMs: 0, tries: 2 };

function systemOf(small: Small, change: Partial<Rules> | undefined): System {
  const { links, lazy = [], from, settings, more } = small;
  const nodes = Math.max(...links.flat()) + 1;
  const of = (node: NodeId) => peersIn(links, node);
  const protocol = plumtree(told(of), { ...timeless, ...settings }, change);
  return {
    name: "plumtree",
    protocol: {
      ...protocol,
      start(io, journal) {
        const s = protocol.start(io, journal);
        for (const peer of peersIn(lazy, io.self)) makeLazy(s.tree, peer);
        return s;
      },
    },
    nodes,
    clients: {
      workload: from.map((_, i) => [{ input: `${i}` }]),
      ask: (payload) => ({ type: "broadcast", payload }),
      to: ({ client }) => from[client]!,
      link: "local",
    },
    history: false,
    leadsTo: {
      "everybody delivers": {
        to: ({ states }) =>
          states.every((s) => s === undefined || s.tree.log.length >= from.length),
      },
    },
    ...more,
  };
}

function peersIn(links: readonly (readonly [NodeId, NodeId])[], node: NodeId): readonly NodeId[] {
  return links.flatMap(([a, b]) => a === node ? [b] : b === node ? [a] : []);
}

function instanceOf(
  small: Small,
): Instance<State<Fixed>, Message | Told, Timer, Journalled<never>, Partial<Rules>> {
  const { words, states, nightly = false } = small;
  return { words, states, nightly, system: (change) => systemOf(small, change) };
}

const triangle = [[0, 1], [0, 2], [1, 2]] as const;

/** The instances. */
export const instances = {
  triangle: instanceOf({
    words: "three nodes, each a neighbour of each; one broadcasts",
    states: 28,
    links: triangle,
    from: [0],
  }),
  diamond: instanceOf({
    words: "two ways from the node that broadcasts to the farthest",
    states: 39,
    links: [[0, 1], [0, 2], [1, 3], [2, 3]],
    from: [0],
  }),
  "two broadcasts": instanceOf({
    words: "three nodes, each a neighbour of each; two broadcast once",
    states: 18_919,
    links: triangle,
    from: [0, 1],
    nightly: true,
  }),
  "one after the other": instanceOf({
    words:
      "three nodes, each a neighbour of each; one broadcasts twice, over links that keep order",
    states: 1_611,
    links: triangle,
    from: [0, 0],
    more: {
      network: "ordered",
      leadsTo: {
        "everybody delivers": { to: ({ states }) => states.every((s) => s?.tree.log.length === 2) },
        "a branch for all": {
          from: ({ states }) => states.every((s) => s?.tree.log.length === 2),
          to: ({ states }) =>
            reachedBy(eagerLinks(states), states.length, 0).size === states.length,
        },
      },
    },
  }),
  "a branch breaks": instanceOf({
    words: "the tree is 0–1–2, and 0–2 is lazy; a node that has not broadcast may crash for good",
    states: 426,
    links: triangle,
    lazy: [[0, 2]],
    from: [0],
    more: { crashes: 1, restarts: false, boundary: ({ states }) => states[0] !== undefined },
  }),
  "two announcers": instanceOf({
    words: "node 3 has lazy links to two nodes, one of which may crash for good",
    states: 3_824,
    links: [[0, 1], [0, 2], [1, 3], [2, 3]],
    lazy: [[1, 3], [2, 3]],
    from: [0],
    more: {
      crashes: 1,
      restarts: false,
      boundary: ({ states }) => states[0] !== undefined && states[3] !== undefined,
    },
  }),
  "one payload": instanceOf({
    words: "two nodes and a lazy link; two broadcasts, of which each node holds only the last",
    states: 319,
    links: [[0, 1]],
    lazy: [[0, 1]],
    from: [0, 0],
    settings: { cache: 1, dispatchMs: 1 },
    more: { leadsTo: {} },
  }),
  "a node comes back": instanceOf({
    words: "two nodes; one broadcasts twice, and may crash and come back",
    states: 110,
    links: [[0, 1]],
    from: [0, 0],
    more: { crashes: 1, leadsTo: {} },
  }),
};
