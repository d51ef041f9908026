/** What clients ask, and what becomes of it. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import { performAndSave } from "./copy.ts";
import { commit, update } from "./leading.ts";
import type { NodeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { type Leading, roleOf, type Server } from "./state.ts";

/** Whether a server is primary and may answer: before a first view is acknowledged, somebody else may begin. */
function isReady({ view, settled, leading }: Readonly<Server>): boolean {
  return leading !== null && (settled || !view.first);
}

/** A client asks a server, itself or by way of another node. */
export function serve(
  s: Server,
  request: ClientRequest,
  client: NodeId,
  isFirstHand: boolean,
  settings: Settings,
  rules: Rules,
  io: NodeIo,
): void {
  if (isReady(s)) return order(s, s.leading!, request, client, settings, rules, io);
  if (s.leading === null && rules.serves(roleOf(s, io.self))) {
    const answer = performAndSave(s.copy, request, s.view.number, settings, rules, io);
    if (answer !== undefined) io.answer(client, answer);
    return;
  }
  passOn(s.view.primary, request, client, isFirstHand, settings, io);
}

/** A node does not serve: it hands the request on, or says who does. */
export function passOn(
  primary: NodeId | null,
  request: ClientRequest,
  client: NodeId,
  isFirstHand: boolean,
  { whenNotPrimary }: Settings,
  io: NodeIo,
): void {
  const leader = primary === io.self ? null : primary;
  if (whenNotPrimary === "redirect") {
    io.answer(client, { ok: false, why: "not leader", leader });
  } else if (leader !== null && isFirstHand) {
    // Once only: two servers that take each other for the primary would hand it on for ever.
    io.send(leader, { type: "forward", request, address: client });
  }
}

/** The primary gives an operation its place, and sends it to the backups. */
function order(
  s: Server,
  leading: Leading,
  request: ClientRequest,
  client: NodeId,
  settings: Settings,
  rules: Rules,
  io: NodeIo,
): void {
  const isRead = request.type === "request" && settings.machine.reads?.(request.command) === true;
  if (isRead && settings.reads === "confirmed") {
    return read(s, leading, request, client, settings, rules, io);
  }
  if (request.type === "request" && request.stamp !== null && rules.remembersAloud) {
    const said = rules.admit(s.copy.sessions, request.stamp);
    if (said.type === "repeated") {
      return io.answer(client, { ok: true, index: s.copy.position.index, result: said.answer });
    }
  }
  const answer = performAndSave(s.copy, request, s.view.number, settings, rules, io);
  leading.log.push({ operation: request, view: s.view.number });
  if (answer !== undefined) {
    if (rules.answersAlone(isRead)) io.answer(client, answer);
    else leading.waiting.set(s.copy.position.index, { client, answer });
  }
  for (const follower of leading.followers.keys()) update(s, leading, follower, io);
  commit(s, leading, settings, io);
}

/**
 * The primary reads its own state, and waits until backups have said that it still is the primary, and until all that it
 * has read is acknowledged: what is not may be lost with the primary, and the next one who reads would not see it.
 */
function read(
  s: Server,
  leading: Leading,
  { command }: Extract<ClientRequest, { type: "request" }>,
  client: NodeId,
  settings: Settings,
  rules: Rules,
  io: NodeIo,
): void {
  const { copy, view } = s, { index } = copy.position;
  const result = settings.machine.apply(copy.machine, command, { index, configuration: undefined });
  const answer = { ok: true, index, result } as const;
  if (rules.answersAlone(true)) return io.answer(client, answer);
  const round = ++leading.round;
  leading.reads.push({ client, answer, index: rules.readWaitsFor(index), round });
  for (const follower of leading.followers.keys()) {
    io.send(follower, { type: "confirm", view: view.number, round });
  }
  // Where there is no backup nobody need confirm it.
  commit(s, leading, settings, io);
}
