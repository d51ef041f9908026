/** Chains of blocks that loyal replicas have decided and that contradict each other, found by a mistake of a kit. @module */

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
  /** The view of its parent; 0: that of the first block of all. */
  readonly on: number;
  /** Whether the replica has decided it. */
  readonly marked: boolean;
}

/** What one replica knows above and below what it has decided. */
export interface Branch {
  /** "replica 2". */
  readonly name: string;
  /** Its blocks, from the lowest on. */
  readonly blocks: readonly BranchBlock[];
}

/** Two chains that contradict each other. */
export interface BrokenChains {
  /** What is wrong, in words. */
  readonly words: string;
  /** The branch of each loyal replica, those that are alike left out. */
  readonly branches: readonly Branch[];
}

/** Runs the storm in which this mistake is found, and shows what the loyal have decided. Throws unless they disagree. */
export function brokenChains(kit: HotStuffKit, bug: string): BrokenChains {
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
  const branches = world.states.flatMap((state, node) => {
    if (state === undefined || isTraitor(state) || state.role !== "replica") return [];
    return [{ name: `replica ${node}`, blocks: branchOf(state as Replica) }];
  });
  const alike = new Set<string>();
  return {
    words: violation.words,
    branches: branches.filter(({ blocks }) => {
      const said = JSON.stringify(blocks), isNew = !alike.has(said);
      alike.add(said);
      return isNew && blocks.some(({ marked }) => marked);
    }),
  };
}

/** What a replica has decided, and the highest branch that it knows above that. */
function branchOf({ blocks, committed }: Replica): readonly BranchBlock[] {
  let tip = committed.at(-1)!;
  for (;;) {
    const above = [...blocks].filter(([, { parent }]) => parent === tip)
      .sort(([, a], [, b]) => b.view - a.view)[0];
    if (above === undefined) break;
    tip = above[0];
  }
  const decided = new Set(committed), path: BranchBlock[] = [];
  for (let id: BlockId = tip;;) {
    const block: Block | undefined = blocks.get(id);
    if (block === undefined || block.height === 0) return path.reverse();
    const on = blocks.get(block.parent)?.view ?? 0;
    path.push({ view: block.view, on, marked: decided.has(id) });
    id = block.parent;
  }
}
