/**
 * A node that has left is about to be taken away with all that it has. What it said that it took would be lost then, and whoever
 * gave it would have given it up (ScyllaDB 20558). So it takes part in no request any more, and others take it for
 * down: hints for it stay where they are until it is said to be gone, and then they are for those who take its place. It
 * still compares copies, so that others get what it alone has.
 *
 * @module
 */

import type { Tagged } from "../../model/protocol.ts";
import type { Core, DynamoIo, Own } from "./core.ts";
import type { Failed, Message } from "./messages.ts";
import type { State } from "./state.ts";

/** What clients ask for: they are told that it has not been done. */
const requests: readonly Message["type"][] = ["get", "put", "change"];
/** What other nodes ask for: they are not answered. */
const questions: readonly Message["type"][] = ["forward", "store", "read", "handoff", "ping"];

/** The handlers of a node that takes part in requests until it has left. */
export function whileHere({ rule }: Core, upon: Own["upon"]): Own["upon"] {
  const guarded = Object.entries(upon).map(([type, handle]) => [
    type,
    (s: State, event: Tagged & { readonly from: number }, io: DynamoIo) => {
      if (!s.left || rule.takesInWhenLeft() || !isOfRequests(type)) {
        (handle as (s: State, event: Tagged, io: DynamoIo) => void)(s, event, io);
      } else if ((requests as readonly string[]).includes(type)) {
        io.answer(event.from, { failed: "this node has left" } satisfies Failed);
      }
    },
  ]);
  return Object.fromEntries(guarded) as Own["upon"];
}

function isOfRequests(type: string): boolean {
  return [...requests, ...questions].some((each) => each === type);
}
