/**
 * What a node saves. A member that is durable writes down all that it takes in, and is after a crash who it was, only
 * slower; else a node counts its lives, so that nobody takes it for who it was.
 *
 * @module
 */

import type { Saved as PaxosSaved } from "../../consensus/paxos/messages.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Channel } from "./channel.ts";
import type { Ending } from "./ending.ts";
import type { State } from "./state.ts";
import type { View } from "./view.ts";

/** A record of the journal. */
export type Saved<P> =
  /** A life begins; or this one has left the group. */
  | { readonly type: "life"; readonly life: number; readonly out: boolean }
  /** It is in this view, and all that it knows is this. */
  | Installed<P>
  /** It has delivered a message; one of its own was the first of its queue, if there was one. */
  | { readonly type: "message"; readonly from: NodeId; readonly payload: P }
  /** Its application wants to multicast. */
  | { readonly type: "queued"; readonly payload: P }
  /** It delivers nothing more in its view, and tells what it has. */
  | { readonly type: "closed" }
  /** What consensus must not forget. */
  | { readonly type: "agree"; readonly saved: PaxosSaved };

/** All that a member knows. */
export interface Installed<P> {
  /** Its type. */
  readonly type: "view";
  /** Which life of its node it is. */
  readonly life: number;
  /** Its view. */
  readonly view: View;
  /** How the view before has ended. */
  readonly last: Ending<P> | null;
  /** What it has got in its view. */
  readonly channels: Map<NodeId, Channel<P>>;
  /** What its application wants to multicast. */
  readonly queue: readonly P[];
  /** Its application's state, in which it has delivered what it has got. */
  readonly app: unknown;
}

/** A member as it is, for its journal. */
export function installed<P>(
  { life, view, last, channels, queue, app }: State<unknown, P>,
): Installed<P> {
  return { type: "view", life, view, last, channels, queue, app };
}

/** A journal without what a later record makes needless. */
export function compact<P>(journal: readonly Saved<P>[]): Saved<P>[] {
  const from = journal.findLastIndex(({ type }) => type === "life" || type === "view");
  const whole = journal.slice(Math.max(0, from));
  const agreed = whole.findLast(({ type }) => type === "agree");
  const closed = whole.find(({ type }) => type === "closed");
  const rest = whole.filter(({ type }) => type !== "agree" && type !== "closed");
  return [
    ...rest,
    ...closed === undefined ? [] : [closed],
    ...agreed === undefined ? [] : [agreed],
  ];
}

/** The journal of a node in this state. */
export function checkpoint<P>(s: State<unknown, P>): Saved<P>[] {
  if (s.phase !== "member") return [{ type: "life", life: s.life, out: s.phase === "out" }];
  const { promised, accepted, round } = s.agreement;
  return [
    installed(s),
    ...s.closed ? [{ type: "closed" } as const] : [],
    ...round > 0 || promised.round > 0
      ? [{ type: "agree", saved: { promised, accepted, round } } as const]
      : [],
  ];
}
