/** A node that is in no view: how it gets there, and how it asks to be let in. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Ending } from "./ending.ts";
import type { ViewIo } from "./messages.ts";
import { groupOf, others, type Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { NO_VIEW } from "./view.ts";

/**
 * The group goes on without this node, which keeps what it knows of how its view ended for who does not. Unless it
 * wanted to leave, it begins another life, and joins.
 */
export function goOut<A, P>(
  { application, settings }: Setup<A, P>,
  s: State<A, P>,
  ending: Ending<P> | null,
  io: ViewIo<P>,
): void {
  quiet(s, io);
  const wanted = s.leaving;
  s.phase = wanted || !settings.rejoins ? "out" : "joining";
  s.view = NO_VIEW;
  s.last = ending;
  s.leaving = false;
  s.queue = [];
  s.queueSaved = 0;
  s.attempt = null;
  s.opening = null;
  s.awaited = new Set();
  application.onOut?.(s.app, groupOf(s, io));
  if (wanted) answerOperators(s, "left", io);
  if (s.phase === "out") io.save({ type: "life", life: s.life, out: true });
  else beginLife(settings, s, io);
}

/** Another life begins, which is to join. */
export function beginLife<A, P>(
  settings: Setup<A, P>["settings"],
  s: State<A, P>,
  io: ViewIo<P>,
): void {
  s.life++;
  s.phase = "joining";
  io.save({ type: "life", life: s.life, out: false });
  askToJoin(settings, s, io);
}

/** Asks one of the others, and each time another one, to be let in: it does not know who is. */
export function askToJoin<A, P>(
  { joinMs }: Setup<A, P>["settings"],
  s: State<A, P>,
  io: ViewIo<P>,
): void {
  const count = io.peers.length - 1;
  if (count < 1) return;
  const at = s.tries++ % count;
  const to: NodeId = io.peers[at < io.self ? at : at + 1]!;
  io.send(to, { type: "join", node: io.self, life: s.life });
  if (joinMs !== null) io.wait(joinMs, { type: "join" });
}

/** Tells whoever has asked this node to leave, or to join, that it has. */
export function answerOperators<A, P>(
  s: State<A, P>,
  done: "left" | "joined",
  io: ViewIo<P>,
): void {
  for (const operator of s.operators) io.answer(operator, done);
  s.operators = [];
}

/** Forgets the timers of its view. */
export function quiet<A, P>(s: State<A, P>, io: ViewIo<P>): void {
  io.cancel("flush");
  io.cancel("agree");
  for (const node of others(s, io)) io.cancel("suspicion", node);
}
