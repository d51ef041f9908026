/** What is decided is executed, in the order of the chain. @module */

import type { NodeId } from "../../model/protocol.ts";
import { answeredTo, replyOf, serve } from "../byzantine_client/served.ts";
import { type Block, type BlockId, GENESIS } from "./block.ts";
import { lack } from "./fetch.ts";
import type { HotStuffIo } from "./messages.ts";
import { save } from "./journal.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { downFrom } from "./tree.ts";

/** A block is decided, and with it all below it. If one of them is not there, it is asked for. */
export function commit(
  hotstuff: HotStuff,
  s: Replica,
  decided: BlockId,
  from: NodeId,
  io: HotStuffIo,
): void {
  const chain: (readonly [BlockId, Block])[] = [];
  let lacking = decided;
  for (const [id, block] of downFrom(s, decided)) {
    if (block.height < s.committed.length) {
      lacking = "";
      break;
    }
    chain.push([id, block]);
    lacking = block.parent;
  }
  if (lacking !== "") {
    s.decided = decided;
    return lack(s, lacking, from, io);
  }
  s.decided = null;
  if (chain.length === 0) return;
  for (const [id, block] of chain.reverse()) execute(hotstuff, s, id, block, io);
  // Not at once to the least: where messages are slow, the next view needs the same time again.
  s.failures = Math.max(0, s.failures - 1);
  save(hotstuff, io, { type: "committed", block: decided });
  prune(s);
}

function execute(
  { machine, rules }: HotStuff,
  s: Replica,
  id: BlockId,
  { batch }: Block,
  io: HotStuffIo,
): void {
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
    if (reply !== undefined) io.send(client, replyOf(reply, s.view));
  }
}

/** Branches that conflict with what is decided are forgotten. */
function prune(s: Replica): void {
  const height = s.committed.length - 1;
  for (const [id, block] of s.blocks) {
    if (block.height > height || id === GENESIS) continue;
    if (s.committed[block.height] !== id) s.blocks.delete(id);
  }
  s.missing.forEach((id) => s.blocks.has(id) && s.missing.delete(id));
}
