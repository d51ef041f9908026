/**
 * Many nodes that broadcast, ten thousand where nothing else is said: over a random graph, or over HyParView, whose
 * nodes join one after another through one contact. Messages take 5 to 15 ms.
 *
 * @module
 */

import { broadcast } from "../../../membership/broadcast/broadcast.ts";
import type { Settings as ViewSettings } from "../../../membership/hyparview/settings.ts";
import type { State as View } from "../../../membership/hyparview/state.ts";
import { regular } from "../../../membership/plumtree/graphs.ts";
import { fixed } from "../../../membership/plumtree/overlay.ts";
import { plumtree, type State } from "../../../membership/plumtree/plumtree.ts";
import type { Settings as TreeSettings } from "../../../membership/plumtree/settings.ts";
import { assertKinds, oneOf, optional, record } from "../../../model/kinds.ts";
import { aSeed, someNodes } from "../sizes.ts";
import type { NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";

/** How a broadcast goes: over a tree; or "eager push", Plumtree that never prunes, over all links. */
export type Way = "plumtree" | "eager push";

/** Nodes on a stage. */
export interface StageOptions {
  /** How a broadcast goes; default "plumtree". */
  readonly way?: Way;
  /** How many nodes; default 10,000. */
  readonly nodes?: number;
  /** How many neighbours each has, at most: the fanout and one more; default 5. */
  readonly degree?: number;
  /** Default 1. */
  readonly seed?: number;
  /** Of the tree, where they are not as usual. */
  readonly tree?: Partial<TreeSettings>;
  /** Of the views, where they are not as `VIEWS`. */
  readonly views?: Partial<ViewSettings>;
}

/** How many messages of each type were sent. */
export type Sent = Readonly<Record<string, number>>;

/** The stage. */
export interface Stage<O> {
  /** The run. */
  readonly world: World<State<O>, Tagged, Tagged, unknown>;
  /** What was sent since it was asked last. */
  sent(): Sent;
  /** A node broadcasts; then so much time passes, in ms. */
  broadcast(from: NodeId, payload: unknown, forMs: number): void;
  /** The share of nodes that are up, 0 to 1, that have a broadcast, and the most hops that it took. */
  reach(payload: unknown): { readonly share: number; readonly lastHop: number };
}

/**
 * Views as in the paper, without what it does not have. Beats and shuffles are rare, as ten thousand nodes send ten
 * thousand times as much: a neighbour that is dead is noticed after 2 to 3 s.
 */
export const VIEWS: Partial<ViewSettings> = {
  beatMs: 1000,
  misses: 2,
  answerMs: 50,
  shuffleMs: 2000,
  contactEvery: 0,
  mixMs: 0,
};

/** All nodes join in this time, in ms. */
const JOIN_MS = 2000;
/** Then they fill their views for so long, in ms. */
const FILL_MS = 5000;

/** Over a graph in which each node has `degree` neighbours. */
export function overGraph(options: StageOptions = {}): Stage<unknown> {
  assertStage(options);
  const { nodes = 10_000, degree = 5, seed = 1, tree = {} } = options;
  const random = new Random(seed, "graph"), graph = regular(nodes, degree, (n) => random.below(n));
  const protocol = plumtree(fixed((node) => graph[node]!), tree, rulesOf(options));
  return stageOf(protocol as unknown as Protocol<State<unknown>, Tagged, Tagged>, nodes, seed);
}

/** Over HyParView, when all have joined and filled their views. */
export function overViews(options: StageOptions = {}): Stage<View> {
  assertStage(options);
  const { nodes = 10_000, degree = 5, seed = 1, tree = {}, views = {} } = options;
  const protocol = broadcast(
    { tree, views: { ...VIEWS, active: degree, gapMs: JOIN_MS / nodes, ...views } },
    { tree: rulesOf(options) },
  );
  const stage = stageOf(protocol as unknown as Protocol<State<View>, Tagged, Tagged>, nodes, seed);
  stage.world.run(JOIN_MS + FILL_MS);
  return stage;
}

/** Experiments hand on options of their own with these. */
function assertStage({ way, nodes, degree, seed, tree, views }: StageOptions): void {
  assertKinds("set a stage", { way, nodes, degree, seed, tree, views }, {
    way: optional(oneOf("plumtree", "eager push")),
    nodes: someNodes,
    degree: someNodes,
    seed: aSeed,
    tree: optional(record),
    views: optional(record),
  });
}

function rulesOf({ way }: StageOptions): { readonly prunes?: () => boolean } {
  return way === "eager push" ? { prunes: () => false } : {};
}

function stageOf<O>(
  protocol: Protocol<State<O>, Tagged, Tagged>,
  nodes: number,
  seed: number,
): Stage<O> {
  let counts: Record<string, number> = {};
  const world = new World<State<O>, Tagged, Tagged, unknown>({
    protocol: protocol as Protocol<State<O>, Tagged, Tagged, unknown>,
    nodes,
    seed,
    trace: "none",
    strict: false,
    network: { latency: uniform(5, 15) },
    tap({ body }) {
      const { type } = body as Tagged;
      counts[type] = (counts[type] ?? 0) + 1;
    },
  });
  return {
    world,
    sent() {
      const sent = counts;
      counts = {};
      return sent;
    },
    broadcast(from, payload, forMs) {
      const message: Tagged & { readonly payload: unknown } = { type: "broadcast", payload };
      world.tell(from, message);
      world.run(forMs);
    },
    reach(payload) {
      let up = 0, reached = 0, lastHop = 0;
      for (const s of world.states) {
        if (s === undefined) continue;
        up++;
        const delivered = s.tree.log.findLast((each) => each.payload === payload);
        if (delivered === undefined) continue;
        reached++;
        lastHop = Math.max(lastHop, delivered.round);
      }
      return { share: reached / up, lastHop };
    },
  };
}
