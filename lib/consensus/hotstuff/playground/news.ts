/** What is worth telling of HotStuff: who proposes what is asked, what is decided, and which views bring nothing. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { type NewsAmong, newsAmong } from "../../playground/among_liars.ts";
import type { Replica } from "../state.ts";
import { blockText } from "./cells.ts";
import { leaderIn } from "./look.ts";

/** What is new at one node. */
export const news: NewsAmong<Replica> = newsAmong(ofReplica);

function ofReplica(node: NodeId, before: Readonly<Replica>, now: Readonly<Replica>) {
  if (now.wish > before.wish && now.wish > now.view) {
    return `Node ${node} wants to leave view ${now.view} for view ${now.wish}, which node ` +
      `${leaderIn(now.wish)} leads.`;
  }
  const decided = now.committed.slice(before.committed.length).flatMap((id) => {
    const block = now.blocks.get(id);
    return block === undefined || block.batch.length === 0 ? [] : [blockText(block)];
  });
  // One tells it for all: whoever leads just then.
  if (decided.length > 0 && leaderIn(now.view) === node) {
    return `Node ${node}, which leads view ${now.view}, decides ${decided.join(", then ")}.`;
  }
  if (now.proposed === before.proposed) return undefined;
  const block = [...now.blocks.values()].find(({ view }) => view === now.proposed);
  if (block === undefined || block.batch.length === 0) return undefined;
  const below = now.blocks.get(block.parent)?.view ?? 0;
  return `Node ${node} proposes ${
    blockText(block)
  } in view ${block.view}, on the block of view ${below}.`;
}
