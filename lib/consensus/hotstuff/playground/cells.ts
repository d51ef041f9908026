/** The tree of a replica, as a page shows it: each block with its view, what it extends, and how far it has come. @module */

import type { Cell, Cells } from "../../../kit/playground/look.ts";
import { isTraitor, type Traitor } from "../../../security/adversary/traitors.ts";
import { commandText } from "../../playground/requests.ts";
import type { Block, BlockId } from "../block.ts";
import type { Replica, State } from "../state.ts";

/** How many blocks are shown: the last ones. */
const MOST = 10;

/** The last blocks, the lower ones first. */
export const cells: Cells<State | Traitor> = {
  title: "Blocks, by height",
  named: true,
  last: (state) => isReplica(state) ? shownOf(state).length : 0,
  cell(state, index): Cell | undefined {
    if (!isReplica(state)) return undefined;
    const shown = shownOf(state)[index - 1];
    return shown === undefined ? undefined : cellOf(state, ...shown);
  },
};

function isReplica(state: Readonly<State | Traitor>): state is Readonly<Replica> {
  return !isTraitor(state) && state.role === "replica";
}

function shownOf({ blocks }: Readonly<Replica>): [BlockId, Block][] {
  return [...blocks].filter(([, { height }]) => height > 0)
    .sort(([, a], [, b]) => a.height - b.height || a.view - b.view).slice(-MOST);
}

function cellOf(s: Readonly<Replica>, id: BlockId, block: Block): Cell {
  const { height, view, parent } = block, text = blockText(block);
  const isDecided = s.committed[height] === id, below = s.blocks.get(parent)?.view ?? "?";
  const isCertified = certified(s).has(id);
  const standing = isDecided ? "decided" : isCertified ? "certified" : "proposed";
  const isLocked = s.lock.statement.block === id;
  const mark = isDecided ? "■" : isCertified ? "✓" : "?";
  return {
    head: `v${view} ${mark}`,
    hue: view,
    text: `${text} on v${below}${isLocked ? ", lock" : ""}`,
    isFirm: isDecided,
    title: `Block of height ${height} in view ${view}, ${text}, on that of view ${below}: ` +
      `${standing}${isLocked ? ", locked" : ""}`,
  };
}

/** The blocks that a replica has seen a certificate of. */
function certified({ high, blocks }: Readonly<Replica>): ReadonlySet<BlockId> {
  const justified = [...blocks.values()].map(({ justify }) => justify.statement.block);
  return new Set([high.statement.block, ...justified]);
}

/** What a block has, in very few letters. */
export function blockText({ batch: [first] }: Block): string {
  return first === undefined ? "–" : commandText(first.statement.command);
}
