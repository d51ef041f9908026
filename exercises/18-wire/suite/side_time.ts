/** Time that passes for a side of a connection. @module */

import { ALIVE } from "./side_laws.ts";
import type { Watched } from "./side_watch.ts";

/** Time passes until then: the side is woken when it is due. */
export function pass(watched: Watched, now: number): void {
  for (let ticks = 0; !watched.isOver; ticks++) {
    const due = watched.ask(() => watched.side.dueAt()), right = watched.alive.dueAt();
    const at = Math.min(due, right);
    if (at > now) return;
    if (ticks > 20 || !(at >= 0)) {
      watched.fails(`it is due again and again, at ${due} ms`, `${right} ms`, ALIVE);
    }
    const isThere = watched.ask(() => watched.side.tick(at));
    const must = watched.alive.tick(at);
    watched.story.add(() =>
      `at ${at} ms, tick: ${watched.name} ${isThere ? "goes on" : "gives it up"}`
    );
    if (must === "ask") watched.model.say("ping");
    if (isThere !== (must !== "dead")) {
      watched.fails(
        isThere ? "it goes on" : "it gives up",
        isThere ? "it gives up" : "it goes on",
        ALIVE,
      );
    }
    if (!isThere) {
      if (watched.ask(() => watched.side.tick(at + 1))) {
        watched.fails("it is there again", "it stays gone", ALIVE);
      }
      return watched.lose();
    }
  }
}
