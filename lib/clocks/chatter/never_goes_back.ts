/** What clocks promise whose nodes crash and come back. @module */

import { clone } from "../../model/clone.ts";
import { type Invariant, remembering } from "../../model/invariant.ts";
import type { Clock, State } from "./chatter.ts";

/** The last of a node's events that others have heard of. */
interface Heard<C> {
  readonly nth: number;
  readonly stamp: C;
}

/**
 * A node's clock does not go back behind what others have heard of it, though the node has crashed in between:
 * else two of its events could have one stamp, or the later one the earlier stamp. What it has told nobody, it
 * may forget.
 */
export function neverGoesBack<C>({ before, words }: Clock<C>): Invariant<State<C>> {
  return remembering<State<C>, (Heard<C> | null)[]>({
    name: "never goes back",
    words:
      "an event has a later stamp than all events before it of which others have heard from its node",
    memory: () => [],
    check({ states }, heard) {
      for (const s of states) {
        if (s?.last?.kind !== "heard") continue;
        const { from, nth, sent } = s.last;
        if (nth > (heard[from]?.nth ?? 0)) heard[from] = { nth, stamp: clone(sent) };
      }
      for (const [node, s] of states.entries()) {
        const known = heard[node] ?? null;
        // A node that has just come back has had no event yet.
        if (known === null || !s?.last || s.events <= known.nth) continue;
        if (before(known.stamp, s.clock)) continue;
        return {
          words:
            `its event ${s.events} has the stamp ${
              words(s.clock)
            }, and of event ${known.nth} others ` +
            `have heard ${words(known.stamp)}`,
          nodes: [node],
        };
      }
    },
  });
}
