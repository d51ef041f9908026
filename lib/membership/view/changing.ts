/**
 * How a view ends (in the manner of Cachin, Guerraoui and Rodrigues 2011, section 6.8, with consensus among the members
 * of the last view): the oldest member that is not suspected asks all to flush. Each stops delivering and tells what
 * may not have reached everybody. When all have told who can be waited for, and these are a quorum, it proposes who goes
 * on, and the union of what they have told.
 *
 * @module
 */

import type { From, Handlers, NodeId } from "../../model/protocol.ts";
import { propose } from "./agreeing.ts";
import { unstableOf } from "./channel.ts";
import { tellEnding } from "./installing.ts";
import type { Ending } from "./ending.ts";
import type { Message, Timer, ViewIo } from "./messages.ts";
import { hear, isFromMember, others, quorumsOf, type Setup } from "./setup.ts";
import type { Attempt, Reply, State } from "./state.ts";
import type { Member } from "./view.ts";

/** What a member does when a view is to end. */
export function changing<A, P>(
  setup: Setup<A, P>,
): {
  readonly upon: Pick<
    Handlers<State<A, P>, Message<P>, From, ViewIo<P>>,
    "flush" | "flushed" | "farewell"
  >;
  readonly after: Pick<Handlers<State<A, P>, Timer, unknown, ViewIo<P>>, "flush" | "suspicion">;
} {
  return {
    upon: {
      flush(s, message, io) {
        if (!isFromMember(s, message)) return tellEnding(setup, s, message, io);
        const { from, view } = message;
        hear(setup, s, from, io);
        close(setup, s, io);
        io.send(from, { type: "flushed", view, ...replyOf(s) });
      },
      flushed(s, message, io) {
        if (!isFromMember(s, message)) return;
        const { from, unstable, leaving } = message;
        hear(setup, s, from, io);
        if (s.attempt === null || s.attempt.proposed) return;
        s.attempt.replies.set(from, { unstable, leaving });
        goOn(setup, s, s.attempt, io);
      },
      farewell(s, message, io) {
        if (!isFromMember(s, message)) return;
        hear(setup, s, message.from, io);
        s.leaves.add(message.from);
        consider(setup, s, io);
      },
    },
    after: {
      flush(s, _, io) {
        if (s.phase !== "member" || s.attempt === null || s.attempt.proposed) return;
        s.attempt.rounds++;
        goOn(setup, s, s.attempt, io);
        if (s.phase !== "member" || s.attempt === null || s.attempt.proposed) return;
        ask(setup, s, s.attempt, io);
      },
      suspicion(s, { key }, io) {
        if (s.phase !== "member") return;
        s.suspects.add(key);
        if (s.attempt !== null && !s.attempt.proposed) goOn(setup, s, s.attempt, io);
        else consider(setup, s, io, "even when closed");
      },
    },
  };
}

/** Ends the view if there is a reason to, and it is this member's turn. */
export function consider<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  io: ViewIo<P>,
  when: "when open" | "even when closed" = "when open",
): void {
  if (s.phase !== "member" || s.attempt !== null) return;
  if (setup.rules.coordinator(s.view, s.suspects) !== io.self) return;
  // Somebody else is about to end the view, and may not be there any more.
  if (s.closed && when === "when open") return;
  const wants = s.suspects.size + s.joins.size + s.leaves.size > 0 || s.accused || s.closed;
  if (wants || (s.leaving && s.view.members.length > 1)) begin(setup, s, io);
}

function begin<A, P>(setup: Setup<A, P>, s: State<A, P>, io: ViewIo<P>): void {
  close(setup, s, io);
  s.attempt = { replies: new Map([[io.self, replyOf(s)]]), rounds: 0, proposed: false };
  const { attempt } = s;
  goOn(setup, s, attempt, io);
  if (s.attempt === attempt && !attempt.proposed) ask(setup, s, attempt, io);
}

/** Asks whoever has not told what it has. */
function ask<A, P>(
  { settings }: Setup<A, P>,
  s: State<A, P>,
  { replies }: Attempt<P>,
  io: ViewIo<P>,
): void {
  for (const node of others(s, io)) {
    if (!replies.has(node)) io.send(node, { type: "flush", view: s.view.number });
  }
  io.wait(settings.flushMs, { type: "flush" });
}

/** Delivers nothing more in this view, so that what it tells of it stays true. */
function close<A, P>({ settings, rules }: Setup<A, P>, s: State<A, P>, io: ViewIo<P>): void {
  if (s.closed) return;
  s.closed = true;
  if (settings.durable && rules.savesClosing) io.save({ type: "closed" });
}

function replyOf<A, P>({ channels, leaving }: State<A, P>): Reply<P> {
  return { unstable: unstableOf(channels), leaving };
}

/** Proposes an ending, when enough have told what they have and there is nobody to wait for. */
function goOn<A, P>(setup: Setup<A, P>, s: State<A, P>, attempt: Attempt<P>, io: ViewIo<P>): void {
  const { rules, settings } = setup, told = new Set(attempt.replies.keys());
  if (!rules.enough(told, quorumsOf(setup, s, io))) return;
  // Who has come back in another life will not answer for the one before.
  const late = rules.waitsFor(s.view, s.suspects).filter((node) =>
    !told.has(node) && !s.joins.has(node)
  );
  if (late.length > 0 && attempt.rounds < settings.flushRounds) return;
  attempt.proposed = true;
  propose(setup, s, endingOf(setup, s, attempt, io.self), io);
}

function endingOf<A, P>(
  { rules }: Setup<A, P>,
  s: State<A, P>,
  { replies }: Attempt<P>,
  self: NodeId,
): Ending<P> {
  const stays = s.view.members.filter(({ node }) =>
    rules.goesOn(node, replies.has(node), s.suspects.has(node)) && !s.joins.has(node) &&
    replies.get(node)?.leaving !== true
  );
  // The last one cannot leave, as nobody could join any more.
  const old = stays.length > 0 ? stays : s.view.members.filter(({ node }) => node === self);
  const newcomers = [...s.joins].map(([node, life]): Member => ({ node, life }));
  return { view: s.view.number, members: [...old, ...newcomers], cut: rules.cut(replies) };
}
