/** What happens when it is decided how a view ends: the rest of its messages is delivered, and the next view begins. @module */

import { born } from "../../consensus/paxos/state.ts";
import { clone } from "../../model/clone.ts";
import type { From, NodeId } from "../../model/protocol.ts";
import { gotFrom } from "./channel.ts";
import { installed } from "./journal.ts";
import type { Ending } from "./ending.ts";
import type { ViewIo } from "./messages.ts";
import { settle, take } from "./multicasting.ts";
import { answerOperators, goOut, quiet } from "./outside.ts";
import { groupOf, hear, others, type Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { includes, memberAt, type View } from "./view.ts";

/** A member has learnt from the consensus how the view ends, and tells all others. */
export function concludes<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  ending: Ending<P>,
  io: ViewIo<P>,
): void {
  for (const node of others(s, io)) io.send(node, { type: "install", ending });
  endView(setup, s, ending, io);
}

/** The view ends: this member goes on to the next one, or is out. */
export function endView<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  ending: Ending<P>,
  io: ViewIo<P>,
): void {
  const { application, rules } = setup;
  const next: View = { number: s.view.number + 1, members: ending.members };
  if (!includes(next, { node: io.self, life: s.life })) return goOut(setup, s, ending, io);
  const newcomers = next.members.filter((member) => !includes(s.view, member));
  const told = () => clone(application.snapshot?.(s.app) ?? s.app);
  const early = rules.snapshotAt === "before the cut" ? told() : undefined;
  deliverCut(setup, s, ending, io);
  s.last = ending;
  s.opening = newcomers.length === 0 ? null : { snapshot: early ?? told() };
  s.awaited = new Set(newcomers.map(({ node }) => node));
  begin(setup, s, next, io);
  if (next.members[0]!.node !== io.self) return;
  for (const { node } of newcomers) welcome(s, node, io);
}

/** Delivers what others have got and this member has not; after that all of the view is stable. */
function deliverCut<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  { cut }: Ending<P>,
  io: ViewIo<P>,
): void {
  const view = s.view.number;
  for (const { from, first, payloads } of cut) {
    payloads.forEach((payload, i) => {
      if (first + i <= gotFrom(s.channels, from)) return;
      take(setup, s, from, { view, payload }, io, "cut");
    });
  }
  for (const from of [...s.channels.keys()].sort((a, b) => a - b)) {
    settle(setup, s, from, gotFrom(s.channels, from), io);
  }
}

/** A view begins. */
export function begin<A, P>(setup: Setup<A, P>, s: State<A, P>, view: View, io: ViewIo<P>): void {
  const { application, settings, rules } = setup;
  quiet(s, io);
  s.phase = "member";
  s.view = view;
  s.channels = new Map();
  s.sentBefore = 0;
  if (rules.forgetsAcks) s.acks = new Map();
  s.closed = false;
  s.suspects = new Set();
  s.accused = false;
  s.joins = new Map();
  s.leaves = new Set();
  s.attempt = null;
  s.agreement = born();
  watch(setup, s, io);
  application.onView(s.app, view, groupOf(s, io));
  s.queueSaved = s.queue.length;
  if (settings.durable) io.save(installed(s));
  if (!s.leaving) answerOperators(s, "joined", io);
}

/** Begins to tell that it is there, and to wait for the others to do so. */
export function watch<A, P>(setup: Setup<A, P>, s: State<A, P>, io: ViewIo<P>): void {
  const { beatMs } = setup.settings;
  if (beatMs !== null) io.wait(beatMs, { type: "beat" });
  for (const node of others(s, io)) hear(setup, s, node, io);
}

/** Tells a newcomer what it needs to know, if that is still at hand. */
export function welcome<A, P>(s: Readonly<State<A, P>>, node: NodeId, io: ViewIo<P>): void {
  const member = memberAt(s.view, node);
  if (s.opening === null || member === undefined) return;
  const { life } = member, { snapshot } = s.opening;
  io.send(node, { type: "welcome", life, view: s.view, snapshot });
}

/** Somebody is in a view that has ended: it is told how, or that this was long ago. */
export function tellEnding<A, P>(
  { rules }: Setup<A, P>,
  s: Readonly<State<A, P>>,
  { from, view }: From & { readonly view: number },
  io: ViewIo<P>,
): void {
  if (!rules.tellsLaggards) return;
  if (s.last?.view === view) io.send(from, { type: "install", ending: s.last });
  else if (s.phase === "member" && view < s.view.number) {
    io.send(from, { type: "expelled", ended: view, view: s.view.number });
  }
}
