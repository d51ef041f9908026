/** What clients ask, and who does it: the head takes updates, the tail answers queries, and with CRAQ any server does. @module */

import type { From, NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Configuration } from "./configuration.ts";
import { append } from "./history.ts";
import type { ChainIo, ClientAsk, Message } from "./messages.ts";
import { hold, query } from "./querying.ts";
import { type Chain, had, placeOf, type State } from "./state.ts";

/** How often a request is handed on before it is dropped: servers may know different chains. */
const HOPS = 3;

/** Something is asked of a server, by its client or by another server. */
export function serve(
  chain: Chain,
  s: State,
  ask: ClientAsk,
  address: NodeId,
  hops: number,
  io: ChainIo,
): void {
  const { objects: { machine }, reads } = chain.settings;
  const { isMember, isHead, isTail } = placeOf(s, io.self);
  const isQuery = machine.reads?.(ask.command) ?? false;
  if (isQuery && s.ready && (isTail || (isMember && reads !== "tail"))) {
    return query(chain, s, ask, address, io);
  }
  // The tail that has just come into the chain hears in a moment what it lacks.
  if (isQuery && isTail) return void hold(s, ask, address, { round: Infinity, version: null });
  if (!isQuery && s.ready && isHead) return update(chain, s, ask, address, io);
  passOn(chain, s.attendance.configuration, ask, address, hops, io);
}

/** Hands a request on to whom it is for. */
export function passOn(
  { settings: { objects: { machine } } }: Pick<Chain, "settings">,
  { chain }: Configuration,
  { id, command }: ClientAsk,
  address: NodeId,
  hops: number,
  io: Pick<ChainIo, "self" | "send">,
): void {
  const isQuery = machine.reads?.(command) ?? false;
  const to = isQuery ? chain.at(-1)! : chain[0]!;
  if (to === io.self || hops === HOPS) return;
  io.send(to, { type: "forward", id, command, address, hops: hops + 1 });
}

/** A master has been asked something: it knows who is to do it. */
export function uponMessageAtMaster(
  chain: Pick<Chain, "settings">,
  inForce: Configuration,
  message: Message & From,
  io: Pick<ChainIo, "self" | "send">,
): void {
  if (message.type !== "request") return;
  passOn(chain, inForce, message, message.from, 0, io);
}

/** The chain has changed: queries that wait are served as it is now. */
export function askAgain(chain: Chain, s: State, io: ChainIo): void {
  const waiting = [...s.queries.values()];
  s.queries.clear();
  for (const { id, command, address } of waiting) serve(chain, s, { id, command }, address, 0, io);
}

/** The head takes an update, unless it has it already. */
function update(
  chain: Chain,
  s: State,
  { id, command }: ClientAsk,
  address: NodeId,
  io: ChainIo,
): void {
  const { rules } = chain;
  if (rules.recognises) {
    const reply = s.replies.get(id.client);
    if (reply?.sequence === id.sequence) {
      const { index, result } = reply;
      return io.answer(address, { ok: true, index, result } satisfies Answer);
    }
    // Its client has given it up, or it is under way and the tail will answer it.
    if (reply !== undefined && reply.sequence > id.sequence) return;
    if (s.log.some((e) => e.id.client === id.client && e.id.sequence >= id.sequence)) return;
  }
  append(chain, s, [{ sequence: had(s) + 1, id, command, address }], io);
  if (rules.answersAtHead) {
    io.answer(address, { ok: true, index: had(s), result: null } satisfies Answer);
  }
}
