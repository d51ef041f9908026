/** What the parts of a group with views share: what it runs, how, and by which rules. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { QuorumSystem } from "../../replicated/quorum/system.ts";
import type { Application, Delivery, Group } from "./application.ts";
import type { ViewIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { memberAt, NO_VIEW, nodesOf } from "./view.ts";

/** What it runs, how, and by which rules. */
export interface Setup<A, P> {
  /** What runs in the group. */
  readonly application: Application<A, P>;
  /** How it is set. */
  readonly settings: Settings;
  /** By which rules. */
  readonly rules: Rules;
}

/** The group as the application sees it; while a member only remembers, nothing that it asks for is done. */
export function groupOf<A, P>(
  s: State<A, P>,
  io: ViewIo<P>,
  remembers: boolean = false,
): Group<P> {
  const view = s.phase === "member" ? s.view : NO_VIEW;
  if (remembers) return { self: io.self, view, multicast() {}, send() {}, answer() {} };
  return {
    self: io.self,
    view,
    multicast: (payload) => void s.queue.push(payload),
    send: (to, payload) => io.send(to, { type: "direct", view: view.number, payload }),
    answer: (client, result) => io.answer(client, result),
  };
}

/** Every other member of the view. */
export function others<A, P>(s: Readonly<State<A, P>>, io: Pick<ViewIo<P>, "self">): NodeId[] {
  return nodesOf(s.view).filter((node) => node !== io.self);
}

/** Whether this was sent in the view that the node is in, by a member of it. */
export function isFromMember<A, P>(
  s: Readonly<State<A, P>>,
  { from, view }: { readonly from: NodeId; readonly view: number },
): boolean {
  return s.phase === "member" && view === s.view.number && memberAt(s.view, from) !== undefined;
}

/** Who must take part when the view ends. */
export function quorumsOf<A, P>(
  { rules }: Setup<A, P>,
  s: Readonly<State<A, P>>,
  io: Pick<ViewIo<P>, "peers">,
): QuorumSystem {
  return rules.quorums(nodesOf(s.view), io.peers);
}

/** Notes that a member has been heard from. */
export function hear<A, P>(
  { settings }: Setup<A, P>,
  s: State<A, P>,
  from: NodeId,
  io: ViewIo<P>,
): void {
  s.suspects.delete(from);
  if (from === io.self || settings.suspectMs === null) return;
  io.wait(settings.suspectMs, { type: "suspicion", key: from });
}

/** A message for the application. */
export function delivery<P>(from: NodeId, view: number, sequence: number, payload: P): Delivery<P> {
  return { from, view, sequence, payload };
}
