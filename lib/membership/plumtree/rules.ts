/** The decisions that Plumtree rests on, one by one, so that each can be made wrongly. @module */

import type { Stamp } from "../../clocks/lamport.ts";
import type { NodeId } from "../../model/protocol.ts";

/** The rules. */
export interface Rules {
  /** The time at which a node begins that has saved the time of its last broadcast. */
  readonly begins: (saved: number) => number;
  /** How long after an announcement a broadcast is overdue; undefined: it never is. */
  readonly patienceMs: (timeoutMs: number) => number | undefined;
  /** Whether a node waits for what has been announced to it. */
  readonly lacks: (known: boolean) => boolean;
  /** Whether a node that has had a broadcast waits for it no longer. */
  readonly settles: boolean;
  /** Whether the link by which a payload came is pruned. */
  readonly prunes: (payload: { readonly isNew: boolean; readonly fromParent: boolean }) => boolean;
  /** Whether a node that its parent prunes asks to be taken back. */
  readonly holdsOnTo: (fromParent: boolean) => boolean;
  /** Whether the other end is told when something new has come over a link that this end has pruned. */
  readonly takesBack: boolean;
  /** Whether who is grafted sends at once from then on. */
  readonly graftsBack: boolean;
  /** Over which links a broadcast is announced. */
  readonly announcedTo: (lazy: readonly NodeId[]) => readonly NodeId[];
  /** Who has announced it when the first of them has been asked in vain, in the order in which they are asked. */
  readonly nextAnnouncers: (asked: readonly NodeId[]) => readonly NodeId[];
  /** Whether what a node no longer holds is struck from what it is about to announce. */
  readonly strikes: boolean;
  /** Whether a neighbour that is gone loses its link. */
  readonly lets: boolean;
  /** Whether a new neighbour hears of what is held. */
  readonly greets: boolean;
  /** Whether a broadcast is over, given the latest of its node that has been forgotten. */
  readonly isOver: (id: Stamp, forgotten: number | undefined) => boolean;
  /** For how long an id is known when its payload has been dropped, in ms. */
  readonly knownMs: (lifeMs: number) => number;
  /** How old a payload is to who receives it. */
  readonly ageMs: (ageMs: number) => number;
}

/**
 * As in the paper, and where it has no rule:
 *
 * A node's *parent* is who brought the latest broadcast first, by the order of ids. The paper prunes for any
 * duplicate. When several broadcasts are under way, each neighbour may have been first with one and second with
 * another, and all links to a node are cut (basho/riak_core 378). Who brought a broadcast has had it, and so its own
 * parent brought it that one or a later one: links to parents make no circle. They lead to whoever sent the latest, when
 * all have that, and they are kept: so they are a tree. This takes links that keep order; where they do not, and while
 * broadcasts of several nodes cross each other, grafts mend what is cut.
 */
export const rules: Rules = {
  begins: (saved) => saved,
  patienceMs: (timeoutMs) => timeoutMs,
  lacks: (known) => !known,
  settles: true,
  prunes: ({ isNew, fromParent }) => !isNew && !fromParent,
  holdsOnTo: (fromParent) => fromParent,
  takesBack: true,
  graftsBack: true,
  announcedTo: (lazy) => lazy,
  nextAnnouncers: ([asked, ...others]) => asked === undefined ? [] : [...others, asked],
  strikes: true,
  lets: true,
  greets: true,
  isOver: ({ time }, forgotten) => forgotten !== undefined && time <= forgotten,
  knownMs: (lifeMs) => lifeMs,
  ageMs: (ageMs) => ageMs,
};

/** Whether one broadcast is later than another; later than none, any is. */
export function isLater(id: Stamp, than: Stamp | undefined): boolean {
  if (than === undefined) return true;
  return id.time === than.time ? id.node > than.node : id.time > than.time;
}
