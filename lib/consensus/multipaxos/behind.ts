/**
 * What a proposer does that has missed decisions. Raft's voters would not elect it; here it may lead, as
 * soon as it has been told what it missed.
 *
 * In a slot that somebody who has promised has executed a leader must not propose: the votes there may be
 * gone, with a snapshot in their place, and then the promise says nothing of them. So it asks whoever told
 * it, and if that server is gone, its ballot is of no use. To ask others instead would not always be
 * enough, as they may have executed only some of these slots. So it gives the ballot up. Whoever stands
 * next is promised by servers that are there, and hears from them what they have executed, and what they
 * have voted for in the other slots.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { MultiPaxosIo } from "./messages.ts";
import { type MultiPaxos, patienceOf } from "./settings.ts";
import type { Mandate, State } from "./state.ts";

/** Asks for what it has missed; false when whoever told of it has been silent for an election timeout. */
export function askAhead(
  { rules }: MultiPaxos,
  { executed }: State,
  { ahead }: Mandate,
  io: MultiPaxosIo,
): boolean {
  if (ahead === null || ahead.executed <= executed) return true;
  if (!rules.waitsFor(ahead)) return false;
  ahead.patience--;
  io.send(ahead.node, { type: "fetch", executed });
  return true;
}

/** Somebody has answered. */
export function hearAhead(paxos: MultiPaxos, { ahead }: Mandate, from: NodeId): void {
  if (ahead?.node === from) ahead.patience = patienceOf(paxos);
}
