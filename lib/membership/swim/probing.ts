/**
 * Whether others are there (Das, Gupta and Motivala 2002, *SWIM*, section 3.1): in each period a member probes one
 * other; if that one does not answer in time, others probe it, too, so that a bad link between two is not taken for a
 * death. Only when all of them have had their time is it suspected.
 *
 * @module
 */

import type { From, NodeId } from "../../model/protocol.ts";
import { draw, drawSome } from "./draw.ts";
import { hear, hearPacket, newsFor, noteFinding } from "./hear.ts";
import { blame, doubt, patient } from "./lifeguard.ts";
import type { Gossip, Message, Packet, Relay, SwimIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import { isMember, standingOf, type State } from "./state.ts";
import type { Patience } from "./suspicion.ts";
import { walkOn } from "./walk.ts";

/** A helper waits for so large a part of the time that it has before it says that it hears nothing (Lifeguard, section IV.A). */
const NACK_SHARE = 0.8;

/** How long the prober waits for its helpers, if it does not doubt itself: the rest of its period. */
function helpMs({ periodMs, timeoutMs }: Settings): number {
  return Math.min(timeoutMs, periodMs - timeoutMs);
}

type Bare<M> = M extends Packet ? Omit<M, keyof Packet> : never;

/** Sends a message with the news that go with it; `shown` is the incarnation that the receiver has shown. */
function tell(
  how: Patience,
  s: State,
  to: NodeId,
  message: Bare<Gossip>,
  io: SwimIo,
  shown: number | null = null,
): void {
  const packet = { incarnation: s.incarnation, news: newsFor(how, s, to, shown) };
  io.send(to, { ...message, ...packet } as Message);
}

/** What a member does at the beginning of a period, given how it ends the last one. */
export function beginProbe(how: Patience, s: State, io: SwimIo): void {
  const { setting } = how;
  const others = (node: NodeId) => node !== s.self && isMember(s, node);
  const target = setting.probes === "round robin"
    ? walkOn(s.walk, io.peers.length, others, (n) => io.choose(n))
    : draw(io, others);
  s.sequence++;
  s.probe = target === undefined
    ? null
    : { target, answered: false, asked: null, nacks: new Set() };
  if (target !== undefined) {
    tell(how, s, target, { type: "ping", sequence: s.sequence, relay: null }, io);
  }
  io.wait(patient(s, setting.timeoutMs), { type: "timeout" });
}

/** The timeout of a probe: who has not answered is probed by others. */
export function askHelpers(how: Patience, s: State, io: SwimIo): void {
  const { setting, rule } = how, { probe } = s;
  if (probe !== null && !probe.answered) {
    const { target } = probe;
    const helpers = drawSome(
      io,
      setting.helpers,
      (node) => node !== s.self && node !== target && isMember(s, node),
    );
    probe.asked = helpers;
    for (const helper of helpers) {
      tell(how, s, helper, { type: "ping-req", sequence: s.sequence, target }, io);
    }
    if (rule.givesUp === "before the helpers") giveUp(how, s, target, io);
  }
  io.wait(patient(s, setting.periodMs - setting.timeoutMs), { type: "period" });
}

/** The end of a period: who has still not answered is suspected. */
export function endProbe(how: Patience, s: State, io: SwimIo): void {
  const { probe } = s;
  s.probe = null;
  if (probe === null || probe.answered) return;
  doubt(s, how.setting, blame(probe.asked?.length ?? 0, probe.nacks.size));
  giveUp(how, s, probe.target, io);
}

function giveUp(how: Patience, s: State, target: NodeId, io: SwimIo): void {
  const known = standingOf(s, target);
  if (known === undefined || !isMember(s, target)) return;
  const { incarnation } = known;
  noteFinding(s, target);
  hear(how, s, { member: target, status: how.rule.verdict, incarnation, by: s.self }, io);
}

/** A ping is answered, whoever it comes from. */
export function answer(
  how: Patience,
  s: State,
  ping: Extract<Message, { type: "ping" }> & From,
  io: SwimIo,
): void {
  hearPacket(how, s, ping, io);
  const { from, sequence, relay, incarnation } = ping;
  tell(how, s, from, { type: "ack", sequence, relay }, io, incarnation);
}

/** A helper probes on behalf of another. */
export function help(
  how: Patience,
  s: State,
  request: Extract<Message, { type: "ping-req" }> & From,
  io: SwimIo,
): void {
  hearPacket(how, s, request, io);
  const { setting } = how, { from, sequence, target } = request;
  const relay: Relay = { node: from, sequence };
  tell(how, s, target, { type: "ping", sequence, relay }, io);
  if (setting.awareness === 0) return;
  io.wait(NACK_SHARE * helpMs(setting), { type: "nothing", key: keyOf(relay), relay });
}

/** An answer: to the member's own probe, or to one that it helps with. */
export function hearAnswer(
  how: Patience,
  s: State,
  ack: Extract<Message, { type: "ack" }> & From,
  io: SwimIo,
): void {
  hearPacket(how, s, ack, io);
  const { from, relay, sequence } = ack, { probe } = s;
  if (relay !== null) {
    io.cancel("nothing", keyOf(relay));
    tell(how, s, relay.node, { type: "ack", sequence: relay.sequence, relay: null }, io);
  } else if (
    probe !== null && sequence === s.sequence && !probe.answered &&
    how.rule.mayAnswer(from, probe)
  ) {
    probe.answered = true;
    s.awareness = how.rule.calms(s.awareness);
  }
}

/** A helper has heard nothing, and says so. */
export function sayNothing(how: Patience, s: State, { node, sequence }: Relay, io: SwimIo): void {
  tell(how, s, node, { type: "nack", sequence }, io);
}

/** A helper has heard nothing of the target, but the prober hears the helper. */
export function hearNothing(
  how: Patience,
  s: State,
  nack: Extract<Message, { type: "nack" }> & From,
  io: SwimIo,
): void {
  hearPacket(how, s, nack, io);
  const { from, sequence } = nack;
  // A nack that comes twice speaks for one helper only.
  if (sequence === s.sequence && s.probe?.asked?.includes(from)) s.probe.nacks.add(from);
}

function keyOf({ node, sequence }: Relay): string {
  return `${node}/${sequence}`;
}
