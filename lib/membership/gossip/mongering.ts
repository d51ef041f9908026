/**
 * Rumour mongering (Demers et al. 1987, section 1.4, "complex epidemics"): in each of its rounds a node calls
 * somebody and tells, or asks, what is hot. It loses interest in a rumour when too many of those that it meets
 * know it: with feedback they say so, and blind it takes for granted that some do.
 *
 * @module
 */

import type { From, Handlers, NodeId } from "../../model/protocol.ts";
import { age, hear, rumoursOf } from "./hearing.ts";
import type { GossipIo, Message, Opinion, RumourId, Timer } from "./messages.ts";
import type { Gossip } from "./rules.ts";
import type { State } from "./state.ts";

/** What is said in mongering. */
export type Mongering = Extract<
  Message,
  { type: "push" | "pull" | "pulled" | "refused" | "feedback" }
>;

/** It is time for a round. */
export type Round = Extract<Timer, { type: "round" }>;

/** The part of the protocol that spreads what is hot. */
export function mongering(gossip: Gossip): {
  readonly upon: Handlers<State, Mongering, From, GossipIo>;
  readonly after: Handlers<State, Round, unknown, GossipIo>;
} {
  return {
    upon: {
      push(s, { rumours, from }, io) {
        if (!takesCall(s, io, gossip)) return io.send(from, { type: "refused", call: "push" });
        answer(from, hear(s, rumours, io, gossip), io, gossip);
      },
      pulled: (s, { rumours, from }, io) => answer(from, hear(s, rumours, io, gossip), io, gossip),
      pull(s, { from }, io) {
        if (!takesCall(s, io, gossip)) return io.send(from, { type: "refused", call: "pull" });
        age(s, io.now(), gossip);
        const rumours = tell(s, 1, io, gossip);
        if (rumours.length > 0) io.send(from, { type: "pulled", rumours });
      },
      refused(s, { call }, io) {
        if (s.hunts === 0) return;
        s.hunts--;
        for (const partner of gossip.partners(io, 1)) callOnce(s, partner, call, io, gossip);
      },
      feedback(s, { opinions }) {
        for (const opinion of opinions) learn(s, opinion);
      },
    },
    after: { round: (s, _, io) => round(s, io, gossip) },
  };
}

function answer(
  to: number,
  opinions: readonly Opinion[],
  io: GossipIo,
  { feedback }: Gossip,
): void {
  if (feedback) io.send(to, { type: "feedback", opinions });
}

/** A contact has said whether it needed a rumour; the round counts it. */
export function learn(s: State, { id, needed }: Opinion): void {
  const known = s.known.get(id), hot = s.hot.get(id);
  if (known !== undefined && !needed) known.useless++;
  if (hot === undefined) return;
  if (needed) hot.needed++;
  else hot.useless++;
}

/** Calls somebody, and then again a round later; whoever only pushes and has nothing to push is quiet. */
function round(s: State, io: GossipIo, gossip: Gossip): void {
  const { direction, feedback, fanout, partners, roundMs } = gossip;
  age(s, io.now(), gossip);
  if (feedback) { for (const id of s.hot.keys()) settle(s, id, io, gossip); }
  if (direction === "push" && s.hot.size === 0) return;
  const called = partners(io, fanout);
  s.hunts = gossip.hunts;
  const rumours = direction === "pull" ? [] : tell(s, called.length, io, gossip);
  for (const partner of called) {
    if (rumours.length > 0) io.send(partner, { type: "push", rumours });
    if (direction !== "push") io.send(partner, { type: "pull" });
  }
  if (direction !== "push" || s.hot.size > 0) io.wait(roundMs, { type: "round" });
}

/** Whether a node has a connection left for a call, which then is taken. */
function takesCall({ calls }: State, io: GossipIo, { connectionLimit, roundMs }: Gossip): boolean {
  if (connectionLimit === Infinity) return true;
  if (io.now() - calls.since >= roundMs) Object.assign(calls, { since: io.now(), taken: 0 });
  if (calls.taken >= connectionLimit) return false;
  calls.taken++;
  return true;
}

/** Calls somebody else instead of one who has refused; it is one contact all the same. */
function callOnce(
  s: State,
  partner: NodeId,
  call: "push" | "pull",
  io: GossipIo,
  gossip: Gossip,
): void {
  if (call === "pull") return io.send(partner, { type: "pull" });
  const rumours = rumoursOf(s, s.hot.keys(), io.now(), gossip);
  if (rumours.length > 0) io.send(partner, { type: "push", rumours });
}

/** What a node tells in so many contacts; blind, each of them may be the last for a rumour. */
function tell(s: State, contacts: number, io: GossipIo, gossip: Gossip) {
  const { feedback, rules } = gossip;
  if (!feedback && !rules.tellsFirst) loseInterest(s, contacts, io, gossip);
  for (const id of s.hot.keys()) s.known.get(id)!.told += contacts;
  const rumours = rumoursOf(s, s.hot.keys(), io.now(), gossip);
  if (!feedback && rules.tellsFirst) loseInterest(s, contacts, io, gossip);
  return rumours;
}

/** With feedback: a round in which all contacts were useless is counted, or tossed for. */
function settle(s: State, id: RumourId, io: GossipIo, gossip: Gossip): void {
  const hot = s.hot.get(id)!, before = hot.count;
  hot.count = gossip.rules.counted(hot);
  hot.needed = hot.useless = 0;
  if (isOver(hot.count, hot.count - before, io, gossip)) s.hot.delete(id);
}

/** Blind: every contact counts, or is tossed for. */
function loseInterest(s: State, contacts: number, io: GossipIo, gossip: Gossip): void {
  for (const [id, hot] of s.hot) {
    hot.count += contacts;
    if (isOver(hot.count, contacts, io, gossip)) s.hot.delete(id);
  }
}

/** Whether interest is lost: with so much against a rumour, `more` of it since the last time that was asked. */
function isOver(count: number, more: number, io: GossipIo, { interest, k }: Gossip): boolean {
  if (interest === "counter") return count >= k;
  if (k === Infinity) return false;
  for (let toss = 0; toss < more; toss++) if (io.choose(k) === 0) return true;
  return false;
}
