/** What is decided is executed, in the order of the chain. @module */

import type { NodeId } from "../../model/protocol.ts";
import { replyOf, serve, type Served } from "../byzantine_client/served.ts";
import type { Block, BlockId } from "./block.ts";
import { forgetSettled, prune, reachCheckpoint } from "./checkpoint.ts";
import { lack } from "./fetch.ts";
import type { HotStuffIo } from "./messages.ts";
import { save } from "./save.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { dropOffers } from "./transfer.ts";
import { downFrom, heightOf } from "./tree.ts";

/** A block is decided, and with it all below it. If one of them is not there, it is asked for. */
export function commit(
  hotstuff: HotStuff,
  s: Replica,
  decided: BlockId,
  from: NodeId,
  io: HotStuffIo,
): void {
  const chain: (readonly [BlockId, Block])[] = [];
  s.decided = null;
  for (const [id, block] of downFrom(s, decided)) {
    if (block.height <= heightOf(s)) break;
    chain.push([id, block]);
  }
  const lowest = chain.at(-1);
  if (lowest === undefined) {
    // It is asked for already, as it is certified.
    if (!s.blocks.has(decided)) s.decided = decided;
    return;
  }
  const { justify, parent } = lowest[1];
  if (!s.blocks.has(parent)) {
    s.decided = decided;
    return lack(s, justify, from, io);
  }
  for (const [id, block] of chain.reverse()) {
    for (const [client, served] of execute(hotstuff, s, id, block)) {
      io.send(client, replyOf(served));
    }
  }
  dropOffers(s);
  save(hotstuff, io, { type: "committed", block: decided });
  prune(s);
  forgetSettled(hotstuff, s, io);
}

/** Executes a block on the highest decided one; what its clients are answered. */
export function execute(
  hotstuff: HotStuff,
  s: Replica,
  id: BlockId,
  { batch }: Block,
): readonly (readonly [NodeId, Served])[] {
  const { machine, rules } = hotstuff, answers: (readonly [NodeId, Served])[] = [];
  s.committed.push(id);
  for (const { statement } of batch) {
    const served = serve(machine, s, statement, rules.isNew);
    const waiting = s.pool.get(statement.client);
    if (waiting !== undefined && waiting.statement.sequence <= statement.sequence) {
      s.pool.delete(statement.client);
    }
    if (served !== undefined) answers.push([statement.client, served]);
  }
  reachCheckpoint(hotstuff, s);
  return answers;
}
