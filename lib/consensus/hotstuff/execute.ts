/** What is decided is executed, in the order of the chain. @module */

import type { NodeId } from "../../model/protocol.ts";
import { answeredTo, type LastReply, replyOf, serve } from "../byzantine_client/served.ts";
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
      io.send(client, replyOf(served, s.view));
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
): readonly (readonly [NodeId, LastReply])[] {
  const { machine, rules } = hotstuff, answers: (readonly [NodeId, LastReply])[] = [];
  s.committed.push(id);
  for (const request of batch) {
    const { signer: client, statement } = request;
    const done = serve(machine, s, request, s.executed + 1, rules.isNew);
    if (done !== undefined) s.executed++;
    const waiting = s.pool.get(client);
    if (waiting !== undefined && waiting.statement.timestamp <= statement.timestamp) {
      s.pool.delete(client);
    }
    const reply = done ?? answeredTo(s.served, request);
    if (reply !== undefined) answers.push([client, reply]);
  }
  reachCheckpoint(hotstuff, s);
  return answers;
}
