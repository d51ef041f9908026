/** A rumour comes to a node: it is delivered once, and is hot from then on. Old ones are dropped. @module */

import { type GossipIo, type Opinion, originOf, type Rumour, type RumourId } from "./messages.ts";
import type { Gossip } from "./rules.ts";
import type { State } from "./state.ts";

/** Takes in what a node hears, and says which of it was news. */
export function hear(
  s: State,
  rumours: readonly Rumour[],
  io: GossipIo,
  gossip: Gossip,
): readonly Opinion[] {
  age(s, io.now(), gossip);
  const opinions: Opinion[] = [], delivered: RumourId[] = [];
  for (const { id, body, ageMs } of rumours) {
    const { rules } = gossip;
    const known = s.known.get(id);
    const isNews = rules.isNew(known) && rules.lives(ageMs, gossip) && !isOver(s, id, gossip);
    const needed = isNews || known !== undefined && rules.wasNeeded(known, io.now(), gossip);
    opinions.push({ id, needed });
    if (isNews) {
      const at = io.now(), since = at - ageMs;
      s.known.set(id, { body, at, since, told: 0, useless: 0 });
      io.save({ id, body, since });
      delivered.push(id);
    }
    if (rules.isSpread(isNews) && s.known.has(id)) makeHot(s, id, io, gossip);
  }
  if (delivered.length > 0) {
    s.delivered += delivered.length;
    s.latest = delivered;
  }
  return opinions;
}

/** From now on it spreads this one. Whoever only pushes has rounds only while something is hot. */
function makeHot(s: State, id: RumourId, io: GossipIo, { direction, roundMs }: Gossip): void {
  if (direction === "push" && s.hot.size === 0) io.wait(roundMs, { type: "round" });
  s.hot.set(id, { count: 0, needed: 0, useless: 0 });
}

/** Lets go of what is too old. Rumours stand in the order in which they came, so most of them are not looked at. */
export function age(s: State, now: number, gossip: Gossip): void {
  const { rules, lifeMs } = gossip;
  if (lifeMs === Infinity) return;
  for (const id of s.hot.keys()) {
    if (!rules.lives(now - s.known.get(id)!.since, gossip)) s.hot.delete(id);
  }
  for (const [id, known] of s.known) {
    const ageMs = now - known.since;
    if (rules.keeps(ageMs, gossip) && rules.remembers(ageMs, gossip)) break;
    if (!rules.keeps(ageMs, gossip)) known.body = null;
    if (rules.remembers(ageMs, gossip)) continue;
    forget(s, id);
  }
}

/**
 * Whether a rumour was heard so long ago that it is forgotten, or is older than one that is. A node that has slept for long
 * finds rumours in its mailbox that are as young as when they were told, and must not bring them back
 * (libp2p/go-libp2p-pubsub 524).
 */
export function isOver({ forgotten }: State, id: RumourId, { rules }: Gossip): boolean {
  if (forgotten.size === 0) return false;
  const { node, count } = originOf(id);
  return rules.isOver(count, forgotten.get(node));
}

function forget({ known, hot, forgotten }: State, id: RumourId): void {
  known.delete(id);
  hot.delete(id);
  const { node, count } = originOf(id);
  forgotten.set(node, Math.max(count, forgotten.get(node) ?? 0));
}

/** These rumours as they leave a node; what it has no longer is left out. */
export function rumoursOf(
  s: State,
  ids: Iterable<RumourId>,
  now: number,
  { rules }: Gossip,
): readonly Rumour[] {
  const rumours: Rumour[] = [];
  for (const id of ids) {
    const known = s.known.get(id);
    if (known === undefined || known.body === null) continue;
    rumours.push({ id, body: known.body, ageMs: rules.agePassedOn(now - known.since) });
  }
  return rumours;
}
