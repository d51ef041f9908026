/**
 * Multicast within a view: each message goes to all members, and again to who has not got it; it is kept until
 * everybody has told that they have it, and so is stable. Messages of one sender are delivered in their order.
 *
 * @module
 */

import type { From, Handlers, NodeId } from "../../model/protocol.ts";
import { channelOf, gotFrom, gotFromAll } from "./channel.ts";
import type { Message, ViewIo } from "./messages.ts";
import { delivery, groupOf, hear, isFromMember, others, type Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { memberAt } from "./view.ts";

/** What a member does upon messages of others' applications. */
export function multicasting<A, P>(
  setup: Setup<A, P>,
): Pick<Handlers<State<A, P>, Message<P>, From, ViewIo<P>>, "data" | "ack" | "direct"> {
  const { rules, settings, application } = setup;
  return {
    data(s, { from, view, sequence, payload }, io) {
      if (s.phase !== "member" || !rules.belongs(view, s.view.number)) return;
      if (memberAt(s.view, from) === undefined) return;
      hear(setup, s, from, io);
      if (!rules.mayDeliver(s.closed)) return;
      const channel = channelOf(s.channels, from);
      const next = gotFrom(s.channels, from) + 1;
      if (sequence > next) channel.early.set(sequence, payload);
      else if (sequence === next) {
        take(setup, s, from, { view, payload }, io);
        takeEarly(setup, s, from, io);
      }
      if (settings.acknowledges) {
        io.send(from, { type: "ack", view, sequence: gotFrom(s.channels, from) });
      }
    },
    ack(s, message, io) {
      if (!isFromMember(s, message)) return;
      const { from, sequence } = message;
      hear(setup, s, from, io);
      const row = s.acks.get(from) ?? new Map<NodeId, number>();
      s.acks.set(from, row);
      row.set(io.self, Math.max(row.get(io.self) ?? 0, sequence));
      discard(setup, s, io.self, io);
    },
    direct(s, message, io) {
      if (!isFromMember(s, message)) return;
      const { from, payload } = message;
      hear(setup, s, from, io);
      application.onMessage?.(s.app, { from, payload }, groupOf(s, io));
    },
  };
}

/** Sends what waits, as far as the view and the window allow it. */
export function sendQueue<A, P>(setup: Setup<A, P>, s: State<A, P>, io: ViewIo<P>): void {
  const { rules, settings } = setup;
  while (s.phase === "member" && rules.maySend(s.closed) && s.queue.length > 0) {
    const own = channelOf(s.channels, io.self);
    if (own.kept.length >= settings.window) break;
    const payload = s.queue.shift()!, view = s.view.number;
    take(setup, s, io.self, { view, payload }, io);
    s.queueSaved = Math.max(0, s.queueSaved - 1);
    const sequence = gotFrom(s.channels, io.self);
    for (const node of others(s, io)) io.send(node, { type: "data", view, sequence, payload });
    discard(setup, s, io.self, io);
  }
  if (!settings.durable || s.phase !== "member") return;
  for (; s.queueSaved < s.queue.length; s.queueSaved++) {
    io.save({ type: "queued", payload: s.queue[s.queueSaved]! });
  }
}

/** Takes the next message of a sender in, and delivers it. */
export function take<A, P>(
  { application, settings }: Setup<A, P>,
  s: State<A, P>,
  from: NodeId,
  { view, payload }: { readonly view: number; readonly payload: P },
  io: ViewIo<P>,
  how: "new" | "remembered" | "cut" = "new",
): void {
  channelOf(s.channels, from).kept.push(payload);
  const sequence = gotFrom(s.channels, from);
  if (settings.durable && how === "new") io.save({ type: "message", from, payload });
  const group = groupOf(s, io, how === "remembered");
  application.onDeliver(s.app, delivery(from, view, sequence, payload), group);
}

function takeEarly<A, P>(setup: Setup<A, P>, s: State<A, P>, from: NodeId, io: ViewIo<P>): void {
  const { early } = channelOf(s.channels, from);
  for (;;) {
    const next = gotFrom(s.channels, from) + 1, payload = early.get(next);
    if (payload === undefined && !early.has(next)) return;
    early.delete(next);
    take(setup, s, from, { view: s.view.number, payload: payload! }, io);
  }
}

/** Notes what another member has got. */
export function noteGot<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  from: NodeId,
  got: ReadonlyMap<NodeId, number>,
  io: ViewIo<P>,
): void {
  const known = s.acks.get(from) ?? new Map<NodeId, number>();
  // An older word of it may come later.
  for (const [sender, count] of got) known.set(sender, Math.max(known.get(sender) ?? 0, count));
  s.acks.set(from, known);
  for (const sender of s.channels.keys()) discard(setup, s, sender, io);
}

/** Sends what another member had time to get and has not. */
export function resend<A, P>(s: State<A, P>, to: NodeId, io: ViewIo<P>): void {
  const own = s.channels.get(io.self), view = s.view.number;
  if (own === undefined || s.closed) return;
  const from = Math.max(own.base, s.acks.get(to)?.get(io.self) ?? 0);
  for (let sequence = from + 1; sequence <= s.sentBefore; sequence++) {
    const payload = own.kept[sequence - own.base - 1]!;
    io.send(to, { type: "data", view, sequence, payload });
  }
}

/** What this member has got: of each sender up to which number. */
export function got<A, P>(s: Readonly<State<A, P>>): Map<NodeId, number> {
  return gotFromAll(s.channels);
}

/** Forgets what everybody has of a sender. */
function discard<A, P>(setup: Setup<A, P>, s: State<A, P>, sender: NodeId, io: ViewIo<P>): void {
  const own = gotFrom(s.channels, sender);
  const counts = others(s, io).map((node) => s.acks.get(node)?.get(sender) ?? 0);
  const stable = Math.min(own, setup.rules.stable([own, ...counts]));
  settle(setup, s, sender, stable, io);
}

/** Messages of a sender up to this one are stable. */
export function settle<A, P>(
  { application }: Setup<A, P>,
  s: State<A, P>,
  sender: NodeId,
  stable: number,
  io: ViewIo<P>,
): void {
  const channel = channelOf(s.channels, sender);
  while (channel.base < stable) {
    const payload = channel.kept.shift()!;
    channel.base++;
    const what = delivery(sender, s.view.number, channel.base, payload);
    application.onStable?.(s.app, what, groupOf(s, io));
  }
}
