/** What clients ask for, of any replica. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { EPaxosIo } from "./messages.ts";
import { proposeNext } from "./propose.ts";
import type { EPaxos } from "./settings.ts";
import { release, stampOf } from "./stamps.ts";
import type { State } from "./state.ts";
import type { Command } from "./value.ts";

/** A client asks; `address` is its own. */
export function uponRequest(
  epaxos: EPaxos,
  s: State,
  request: ClientRequest,
  address: NodeId,
  io: EPaxosIo,
): void {
  if (s.queue.length >= epaxos.maxQueue) return io.answer(address, { ok: false, why: "busy" });
  const command: Command = request.type === "register"
    ? { type: "register" }
    : { type: "command", command: request.command, stamp: request.stamp };
  s.queue.push({ command, address });
  // A session has the number of its instance, so each needs one of its own.
  const isFull = s.queue.length >= epaxos.maxBatch || command.type === "register";
  if (epaxos.batchMs === 0 || isFull) return afterBatch(epaxos, s, io);
  if (s.queue.length === 1) io.wait(epaxos.batchMs, { type: "batch" });
}

/** It is time to propose what has come. */
export function afterBatch(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  io.cancel("batch");
  const stamp = stampOf(epaxos, io);
  // What comes before its own commands by its stamp comes before them here.
  if (stamp !== undefined) release(epaxos, s, stamp, io);
  proposeNext(epaxos, s, stamp, io);
}
