/**
 * How one becomes a member and ceases to be one, and how two members compare all that they know. The paper leaves
 * joining open (section 2); whole exchanges are memberlist's push–pull, and attempts to reach the dead are Serf's. In
 * a whole exchange goes what is not as it was at the start; so it is as long as the group has changed.
 *
 * @module
 */

import type { From, NodeId } from "../../model/protocol.ts";
import { draw, oneOf } from "./draw.ts";
import { hear } from "./hear.ts";
import type { Message, SwimIo } from "./messages.ts";
import { addRumour, hasRumour } from "./rumours.ts";
import { syncEveryMs } from "./settings.ts";
import { LAST_INCARNATION } from "./standing.ts";
import { differences, isMember, standingOf, type State } from "./state.ts";
import { type Patience, resumeSuspicions } from "./suspicion.ts";

/** A node becomes a member, in a new incarnation: for the first time, at the start of all, or again. */
export function enter(patience: Patience, s: State, how: "first" | "later", io: SwimIo): void {
  const { setting } = patience;
  s.part = "member";
  s.probe = null;
  s.incarnation = Math.min(s.incarnation + 1, LAST_INCARNATION);
  save(s, io);
  const { periodMs, phases } = setting;
  io.wait(phases === "random" ? 1 + io.choose(Math.ceil(periodMs)) : periodMs, { type: "period" });
  const everyMs = syncEveryMs(setting, s.members);
  if (everyMs > 0) io.wait(1 + io.choose(Math.ceil(everyMs)), { type: "sync" });
  if (how === "first") return;
  addRumour(s.rumours, s.self);
  s.joining = true;
  resumeSuspicions(patience, s, io);
  askToJoin({ setting }, s, io);
}

/** Who joins asks one of its contacts, or whoever it knows, until somebody answers. */
export function askToJoin(
  { setting }: Pick<Patience, "setting">,
  s: State,
  io: SwimIo,
): void {
  if (!s.joining) return;
  const contacts = s.contacts.filter((node) => node !== s.self);
  const contact = oneOf(io, contacts) ?? anyMember(s, io);
  if (contact !== undefined) compareWith(s, contact, io);
  io.wait(setting.periodMs, { type: "join" });
}

/** An operator wants the node to be a member, through these. */
export function join(
  how: Patience,
  s: State,
  { contacts }: Extract<Message, { type: "join" }>,
  io: SwimIo,
): void {
  s.contacts = [...contacts];
  if (s.part === "member") {
    s.joining = true;
    return askToJoin(how, s, io);
  }
  // Whoever was still leaving begins anew as well.
  enter(how, s, "later", io);
}

/** An operator wants the node to leave: it says so, and goes when it has. */
export function leave({ rule }: Patience, s: State, io: SwimIo): void {
  if (s.part !== "member") return;
  s.part = rule.lingers ? "leaving" : "outside";
  s.joining = false;
  io.cancel("join");
  save(s, io);
  addRumour(s.rumours, s.self);
}

/** Whoever leaves, and has told so or has nobody to tell, is gone: whether it is. */
export function isGone(s: State, io: SwimIo): boolean {
  const hasToTell = hasRumour(s.rumours, s.self) && s.members > 1;
  if (s.part !== "leaving" || hasToTell) return false;
  s.part = "outside";
  io.cancel("sync");
  for (const member of s.suspicions.keys()) io.cancel("suspicion", member);
  Object.assign(s, { probe: null, rumours: [], suspicions: new Map(), awareness: 0 });
  return true;
}

/** It is time to compare all with somebody, and to try whether one of the dead is there. */
export function compare({ setting }: Patience, s: State, io: SwimIo): void {
  const partner = anyMember(s, io);
  if (partner !== undefined) compareWith(s, partner, io);
  if (setting.reconnects) {
    const dead = [...s.known].filter(([, { status }]) => status === "dead");
    // All members together try each of the dead about once in the time between two exchanges.
    if (dead.length > io.choose(s.members)) compareWith(s, oneOf(io, dead)![0], io);
  }
  io.wait(syncEveryMs(setting, s.members), { type: "sync" });
}

/** Somebody tells all that it knows, and is told the same. */
export function hearAll(
  how: Patience,
  s: State,
  message: Extract<Message, { type: "sync" | "state" }> & From,
  io: SwimIo,
): void {
  const { from, incarnation, news, type } = message;
  hear(how, s, { member: from, status: "alive", incarnation, by: from }, io);
  for (const told of news) {
    hear(how, s, how.rule.merged(told, standingOf(s, told.member), from), io);
  }
  if (type === "state") s.joining = false;
  else io.send(from, { type: "state", incarnation: s.incarnation, news: differences(s) });
}

function compareWith(s: State, node: NodeId, io: SwimIo): void {
  io.send(node, { type: "sync", incarnation: s.incarnation, news: differences(s) });
}

function anyMember(s: State, io: SwimIo): NodeId | undefined {
  return draw(io, (node) => node !== s.self && isMember(s, node));
}

function save({ incarnation, part, contacts }: State, io: SwimIo): void {
  io.save({ incarnation, member: part === "member", contacts });
}
