/** Why a coordinator must do what it must: the one rule that it breaks. @module */

import type { Instead } from "hb/grade/played.ts";
import type { Event } from "./right_coordinator.ts";

const DYNAMO = "DeCandia et al. 2007";

const FETCHES =
  `a get asks all homes, this one by a message, and waits for as long as it may (${DYNAMO}, section 4.5)`;
const WRITES =
  "a put makes one new copy of what is known here, as `event` has it: what its client had seen is replaced, siblings " +
  `stay, and all other homes are told to keep just that (${DYNAMO}, section 4.4)`;
const ANSWERED =
  `a get is answered with what the first R homes know together, tombstones left out, and a put when W have it, this ` +
  `home included: each home counts once, who cannot read does not count, and each client is answered once (${DYNAMO}, section 4.5)`;
const UNREAD =
  "who cannot read its copy does not count toward R, as it may have lost just what it is asked for; the get is over, " +
  "though, when all homes have answered, `null` included";
const REPAIR =
  "when all have answered, `null` included, or time is over, whoever has told of its copy and does not know all that the answers say together is sent " +
  `it, once, and nobody else is sent anything (${DYNAMO}, section 5)`;
const TOO_FEW = "a client is told that there were too few as soon as that is sure, and once";
const OVER = "what comes for a request that is over, or comes again, does nothing";
const ENDED = "what is over is waited for no more: `io.cancel` ends the wait";
const KNOWS = "a home tells what it knows, whoever asks, a copy without anything included";
const KEEPS = "a home syncs what it is told to keep with what it knows, and says so in any case";
const NAME = "each request has a name of its own, which its messages bear";

/** The rule. */
export function whyCoordinator({ type, isLate }: Event, { came, due }: Instead): string {
  const some = (part: string) => [...came, ...due].some((each) => each.includes(part));
  const bare = (all: readonly string[]) =>
    all.map((each) => each.replace(/request \d+/, "").replace(/\(.*\)$/, "")).sort().join();
  const isNamed = came.length > 0 && bare(came) === bare(due) && type !== "fetch" && type !== "own";
  switch (type) {
    case "get":
      return isNamed ? NAME : FETCHES;
    case "put":
      return some("is done") || some("it waits") ? ANSWERED : WRITES;
    case "fetch":
    case "own":
      return KNOWS;
    case "keep":
      return KEEPS;
    case "ended":
      return ENDED;
    case "overdue":
      return some("too few") ? TOO_FEW : REPAIR;
    default:
      if (isLate) return OVER;
      if (some("too few")) return TOO_FEW;
      if (some("it answers")) return type === "unread" ? UNREAD : ANSWERED;
      return some("to keep") ? REPAIR : OVER;
  }
}
