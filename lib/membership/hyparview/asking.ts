/**
 * How two nodes come to be neighbours and cease to be (Leitão, Pereira and Rodrigues 2007, HyParView, section 4.3): one asks
 * and the other accepts, unless it has enough and the first has some.
 *
 * @module
 */

import type { Handlers, NodeId } from "../../model/protocol.ts";
import type { Message, ViewIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { type State, take } from "./state.ts";
import type { Views } from "./views.ts";

/** The messages between two nodes that are neighbours, or may become such. */
export type Asks = Extract<
  Message,
  { type: "neighbour" | "accepted" | "rejected" | "disconnect" | "keepAlive" }
>;

/** What belongs to asking. */
export interface Asking {
  /** Upon messages. */
  readonly upon: Handlers<State, Asks, { readonly from: NodeId }, ViewIo>;
  /** Who was asked is silent. */
  unanswered(s: State, timer: unknown, io: ViewIo): void;
}

/** So often in a row a node that is refused asks another at once. */
const AT_ONCE = 3;

/** Asks, and answers. */
export function asking({ patience }: Settings, rules: Rules, views: Views): Asking {
  const { isFull, addActive, addPassive, remove, promote, ask } = views;
  return {
    unanswered(s, _, io) {
      if (s.asked === null) return;
      if (rules.forgets) take(s.passive, s.asked.node);
      s.asked = null;
      promote(s, io);
    },
    upon: {
      neighbour(s, { from, priority }, io) {
        if (!s.active.includes(from) && !rules.accepts(priority, isFull(s))) {
          return io.send(from, { type: "rejected" });
        }
        addActive(s, from, io);
        io.send(from, { type: "accepted", priority });
      },
      accepted(s, { from, priority }, io) {
        settled(s, from, io);
        if (s.active.includes(from)) return;
        // Meanwhile others have come; who is urgent takes a place all the same.
        if (isFull(s) && priority === "low") io.send(from, { type: "disconnect" });
        else addActive(s, from, io);
      },
      rejected(s, { from }, io) {
        if (!settled(s, from, io)) return;
        s.refused = Math.min(s.refused + 1, Math.max(AT_ONCE, patience));
        // Some more at once; then one each beat, as all may be full.
        if (s.refused < AT_ONCE) promote(s, io);
      },
      disconnect(s, { from }, io) {
        if (!remove(s, from)) return;
        addPassive(s, from, io);
        promote(s, io);
      },
      keepAlive(s, { from }, io) {
        const at = s.active.indexOf(from);
        if (at >= 0) s.silent[at] = 0;
        // It may have accepted, and its answer is under way or lost: it is asked again.
        else if (s.asked?.node === from) ask(s, from, s.asked.priority, io);
        // Since a crash this node knows nobody, and here is somebody who knows it.
        else if (s.active.length === 0 && s.asked === null) ask(s, from, "high", io);
        else if (rules.corrects) io.send(from, { type: "disconnect" });
      },
    },
  };
}

/** Who was asked has answered, one way or another; says whether an answer was due. */
function settled(s: State, node: NodeId, io: ViewIo): boolean {
  if (s.asked?.node !== node) return false;
  s.asked = null;
  io.cancel("unanswered");
  return true;
}
