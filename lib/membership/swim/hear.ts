/** What a node makes of news (Das, Gupta and Motivala 2002, *SWIM*, sections 4.1 and 4.2). @module */

import type { NodeId } from "../../model/protocol.ts";
import { doubt } from "./lifeguard.ts";
import type { Packet, SwimIo } from "./messages.ts";
import { addRumour, hasRumour, takeRumours } from "./rumours.ts";
import { canBeAnswered, isIn, type News, overrides } from "./standing.ts";
import { isMember, newsOf, ownStanding, standingOf, type State } from "./state.ts";
import { beginSuspicion, confirm, endSuspicion, type Patience } from "./suspicion.ts";

/** A message has come: its sender is alive, and it brings news. */
export function hearPacket(
  how: Patience,
  s: State,
  { from, incarnation, news }: Packet & { readonly from: NodeId },
  io: SwimIo,
): void {
  hear(how, s, { member: from, status: "alive", incarnation, by: from }, io);
  for (const each of news) hear(how, s, each, io);
}

/** News of anybody, itself included. */
export function hear(how: Patience, s: State, news: News, io: SwimIo): void {
  if (!canBeAnswered(news)) return;
  if (news.member === s.self) return hearOfSelf(how, s, news, io);
  const { rule } = how, known = standingOf(s, news.member);
  if (known === undefined ? rule.takesUnknown(news) : rule.overrides(news, known)) {
    return take(how, s, rule.held(news), io);
  }
  if (known === undefined) return;
  if (rule.corrects(news, known) && !hasRumour(s.rumours, news.member)) {
    addRumour(s.rumours, news.member);
  }
  if (
    news.status !== "suspect" || known.status !== "suspect" ||
    news.incarnation !== known.incarnation
  ) return;
  const { isNew, isEnough } = confirm(how, s, news);
  if (isEnough) return declareDead(how, s, news, io);
  if (!isNew) return;
  // It is told on in the name of the other, so that each hears how many there are.
  s.known.set(news.member, { ...known, by: news.by });
  addRumour(s.rumours, news.member);
}

/** The node finds by itself that a member is suspect or dead, which invariants judge and experiments count. */
export function noteFinding(s: State, member: NodeId): void {
  s.findings++;
  s.found = member;
}

/** A suspicion has lasted for long enough. */
export function declareDead(
  how: Patience,
  s: State,
  { member, incarnation }: Pick<News, "member" | "incarnation">,
  io: SwimIo,
): void {
  noteFinding(s, member);
  take(how, s, { member, status: "dead", incarnation, by: s.self }, io);
}

/** From now on this is held of a member. */
function take(
  how: Patience,
  s: State,
  { member, status, incarnation, by }: News,
  io: SwimIo,
): void {
  const before = isMember(s, member), standing = { status, incarnation, by };
  endSuspicion(how, s, member, io);
  if (how.rule.keeps(standing)) s.known.set(member, standing);
  else s.known.delete(member);
  s.members += Number(isMember(s, member)) - Number(before);
  if (status === "suspect") beginSuspicion(how, s, { member, ...standing }, io);
  addRumour(s.rumours, member);
}

/** Nobody but the member itself says that it is alive: it answers an accusation in a greater incarnation. */
function hearOfSelf({ setting, rule }: Patience, s: State, news: News, io: SwimIo): void {
  if (!overrides(news, ownStanding(s))) return;
  s.accused = Math.max(s.accused, news.incarnation);
  s.incarnation = rule.refutesIn(news.incarnation, s.incarnation);
  io.save({ incarnation: s.incarnation, member: s.part === "member", contacts: s.contacts });
  if (!isIn(news) || news.status === "suspect") doubt(s, setting, 1);
  addRumour(s.rumours, s.self);
}

/** What goes with a message: what is held of its receiver, where that one should know, and the least told news. */
export function newsFor(
  { setting, rule }: Patience,
  s: State,
  to: NodeId,
  shown: number | null,
): News[] {
  const held = standingOf(s, to);
  const first: News[] = held !== undefined && rule.tells(held, shown, setting)
    ? [{ member: to, ...held }]
    : [];
  const limit = rule.limit(setting, s.members);
  for (const member of takeRumours(s.rumours, setting.perPacket - first.length, limit)) {
    const news = newsOf(s, member);
    if (news !== undefined && !(member === to && first.length > 0)) first.push(news);
  }
  return first;
}
