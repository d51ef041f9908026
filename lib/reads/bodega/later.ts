/**
 * A leader that makes another roster leads again a round trip later. What it is asked for meanwhile waits for that:
 * clients see a roster change as a short delay.
 *
 * @module
 */

import type { Request } from "../../consensus/multipaxos/messages.ts";
import type { Command } from "../../consensus/multipaxos/value.ts";
import type { Later, State } from "./state.ts";

/** Takes what waits for a slot, or for new members to catch up, from a leader that stands again. */
export function takeQueue({ leading, bodega }: State): void {
  if (leading === null) return;
  bodega.standsAgain = true;
  for (const { command, address } of leading.queue.splice(0)) {
    bodega.later.push({ request: requestOf(command), address });
  }
  if (leading.joining === null) return;
  const { members, address } = leading.joining;
  leading.joining = null;
  bodega.later.push({ request: { type: "change", members }, address });
}

/** Whether a request must wait, as its server is to lead again; then it is kept. */
export function isForLater({ leading, bodega }: State, later: Later, most: number): boolean {
  if (leading !== null || !bodega.standsAgain || bodega.later.length >= most) return false;
  bodega.later.push(later);
  return true;
}

/** Serves what has waited, when the server leads again, or has failed to. */
export function serveLater(s: State, serve: (later: Later) => void): void {
  const { bodega } = s;
  if (!bodega.standsAgain || s.leading === null && s.mandate !== null) return;
  bodega.standsAgain = false;
  for (const later of bodega.later.splice(0)) serve(later);
}

function requestOf(command: Command): Request {
  switch (command.type) {
    case "command":
      return { type: "request", command: command.command, stamp: command.stamp };
    case "register":
      return { type: "register" };
    case "configuration":
      return { type: "change", members: command.members };
  }
}
