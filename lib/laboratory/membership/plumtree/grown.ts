/** A small overlay, and the tree that broadcasts make in it, before and after some nodes crash: to be drawn. @module */

import { assertKinds, wholeFrom } from "../../../model/kinds.ts";
import { Random } from "../../../sim/random.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { overViews, type Stage, type StageOptions } from "./stage.ts";
import type { State as View } from "../../../membership/hyparview/state.ts";

/** A tree among the nodes that are up. */
export interface Grown {
  /** All nodes, in the order in which a walk from node 0 over the branches met them when there was the first tree. */
  readonly order: readonly NodeId[];
  /** Who is down. */
  readonly down: readonly NodeId[];
  /** Links that are eager at both ends. */
  readonly eager: readonly (readonly [NodeId, NodeId])[];
  /** All other links among nodes that are up. */
  readonly lazy: readonly (readonly [NodeId, NodeId])[];
  /** How many nodes the last broadcast has reached, of those that are up. */
  readonly reached: number;
}

/** What is grown. */
export interface GrownRun extends Omit<StageOptions, "way"> {
  /** How many nodes crash; never node 0, which broadcasts. */
  readonly crash: number;
}

/** The tree after two broadcasts, and after two more when nodes have crashed and the views are repaired. */
export function grown({ crash, ...options }: GrownRun): readonly [before: Grown, after: Grown] {
  const stage = overViews({ nodes: 20, degree: 4, ...options }), { world } = stage;
  assertKinds("grow a tree", { crash }, { crash: wholeFrom(0, world.states.length - 1) });
  for (const payload of ["a", "b"]) stage.broadcast(0, payload, 1000);
  const order = walk(stage);
  const before = grownOn(stage, order, "b");
  const random = new Random(options.seed ?? 1, "crash");
  const others = order.filter((node) => node !== 0);
  for (let i = 0; i < crash; i++) {
    const [node] = others.splice(random.below(others.length), 1);
    world.inject({ kind: "crash", at: 0, node: node! });
  }
  world.run(6000);
  for (const payload of ["c", "d"]) stage.broadcast(0, payload, 1000);
  return [before, grownOn(stage, order, "d")];
}

/** Who sends to whom at once, and is sent to. */
function branchesOf({ world: { states } }: Stage<View>, node: NodeId): readonly NodeId[] {
  return states[node]?.tree.eager.filter((peer) => states[peer]?.tree.eager.includes(node)) ?? [];
}

/** Depth first from node 0; whom it does not meet comes last. */
function walk(stage: Stage<View>): NodeId[] {
  const order: NodeId[] = [];
  const visit = (node: NodeId) => {
    if (order.includes(node)) return;
    order.push(node);
    for (const peer of branchesOf(stage, node)) visit(peer);
  };
  visit(0);
  for (const node of stage.world.states.keys()) if (!order.includes(node)) order.push(node);
  return order;
}

function grownOn(stage: Stage<View>, order: readonly NodeId[], payload: string): Grown {
  const { world: { states } } = stage;
  const links = states.flatMap((s, node) =>
    [...s?.tree.eager ?? [], ...s?.tree.lazy ?? []]
      .filter((peer) => peer > node && states[peer] !== undefined)
      .map((peer) => [node, peer] as const)
  );
  const isBranch = ([a, b]: readonly [NodeId, NodeId]) => branchesOf(stage, a).includes(b);
  const up = states.filter((s) => s !== undefined).length;
  return {
    order,
    down: order.filter((node) => states[node] === undefined),
    eager: links.filter(isBranch),
    lazy: links.filter((link) => !isBranch(link)),
    reached: Math.round(stage.reach(payload).share * up),
  };
}
