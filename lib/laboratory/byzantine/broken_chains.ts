/** Chains of blocks that loyal replicas have decided and that contradict each other, found by a mistake of a kit. @module */

import { assertKinds, record } from "../../model/kinds.ts";
import type { Block, BlockId } from "../../consensus/hotstuff/block.ts";
import type { HotStuffKit } from "../../consensus/hotstuff/kit.ts";
import type { Replica } from "../../consensus/hotstuff/state.ts";
import { entryOf } from "../../kit/kit.ts";
import { prepare } from "../../kit/simulate.ts";
import { isTraitor } from "../../security/adversary/traitors.ts";
import { World } from "../../sim/world.ts";

/** A block on a branch. */
export interface BranchBlock {
  /** In which view it was proposed. */
  readonly view: number;
  /** The view of its parent, which its certificate is of; 0: that of the first block of all. */
  readonly on: number;
  /** Whether somebody loyal has decided it. */
  readonly marked: boolean;
}

/** All blocks below one that nobody has gone on from. */
export interface Branch {
  /** "branch 1": they are counted from the earliest first block on. */
  readonly name: string;
  /** "decided by 1 and 3": who has decided the blocks of it that stand out. */
  readonly note: string;
  /** Its blocks, from the lowest on. */
  readonly blocks: readonly BranchBlock[];
}

/** Chains that contradict each other. */
export interface BrokenChains {
  /** What is wrong, in words. */
  readonly words: string;
  /** The branches of which somebody loyal has decided something; of those that share what is decided, the longest. */
  readonly branches: readonly Branch[];
}

/**
 * Runs the storm in which this mistake is found, and shows what the loyal have decided, with all blocks that any of them
 * has: one alone may have forgotten what lies below. Throws unless they disagree.
 */
export function brokenChains(kit: HotStuffKit, bug: string): BrokenChains {
  assertKinds("show chains", { kit }, { kit: record });
  const [, { foundBy }] = entryOf(kit.name, "a bug", kit.bugs, bug);
  if (foundBy.by !== "storm") {
    throw new RangeError(`Cannot show chains because a storm must find the mistake: given ${bug}`);
  }
  const { scenario, drive } = prepare(kit, { storm: foundBy.storm, bug }).run(foundBy.seed);
  const world = new World({ ...scenario, seed: foundBy.seed, trace: "none" });
  drive(world);
  const { violation } = world;
  if (violation?.invariant !== "agreement") {
    throw new RangeError(
      `Cannot show chains because agreement must break: given ${violation?.invariant ?? "nothing"}`,
    );
  }
  const replicas = world.states.flatMap((state, node) =>
    state === undefined || isTraitor(state) || state.role !== "replica"
      ? []
      : [{ node, state: state as Replica }]
  );
  const blocks = new Map(replicas.flatMap(({ state }) => [...state.blocks]));
  const deciders = (id: BlockId) =>
    replicas.filter(({ state }) => state.committed.includes(id)).map(({ node }) => node);
  const parents = new Set([...blocks.values()].map(({ parent }) => parent));
  const paths = [...blocks.keys()].filter((id) => !parents.has(id))
    .map((id) => pathTo(blocks, id)).filter((path) => path.some((id) => deciders(id).length > 0))
    .sort((a, b) => b.length - a.length);
  const decidedOn = (path: readonly BlockId[]) =>
    path.filter((id) => deciders(id).length > 0).join();
  const apart = paths.filter((path, i) =>
    paths.findIndex((other) => decidedOn(other) === decidedOn(path)) === i
  ).sort(([a], [b]) => blocks.get(a!)!.view - blocks.get(b!)!.view);
  return {
    words: violation.words,
    branches: apart.map((path, i) => ({
      name: `branch ${i + 1}`,
      note: whoHas([...new Set(path.flatMap(deciders))].sort((a, b) => a - b)),
      blocks: path.map((id): BranchBlock => {
        const { view, justify } = blocks.get(id)!;
        return { view, on: justify.statement.view, marked: deciders(id).length > 0 };
      }),
    })),
  };
}

/** From the lowest block that anybody knows up to this one; the block that all begin with is left out. */
function pathTo(blocks: ReadonlyMap<BlockId, Block>, tip: BlockId): readonly BlockId[] {
  const path: BlockId[] = [];
  for (let id = tip, block = blocks.get(id); block !== undefined && block.height > 0;) {
    path.push(id);
    id = block.parent;
    block = blocks.get(id);
  }
  return path.reverse();
}

function whoHas(nodes: readonly number[]): string {
  const last = nodes.at(-1)!;
  if (nodes.length === 1) return `decided by ${last}`;
  return `decided by ${nodes.slice(0, -1).join(", ")} and ${last}`;
}
