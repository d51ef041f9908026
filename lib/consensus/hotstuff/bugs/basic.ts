/** Mistakes in basic HotStuff, and what comes of each. @module */

import { type Bug, byStorm } from "../../../kit/kit.ts";
import { bugs, type Change } from "../bugs.ts";

/** Mistakes in basic HotStuff. */
export const basicBugs: Readonly<Record<string, Bug<Change>>> = {
  "two phases, and no waiting": {
    words:
      "Two certificates decide, and a leader goes on with the first quorum that it hears, as if there were three phases: whom it has not heard may have locked what it does not know, and refuses.",
    change: { options: { variant: "two-chain-naive" }, rules: { listens: (isInTime) => isInTime } },
    breaks: "progress",
    foundBy: byStorm("hidden lock", 1),
  },
  "locks when it is too late": {
    words:
      "A replica locks the certificate that decides, and not the one before it: what one has decided, others have not locked.",
    change: { rules: { locksIn: (phases) => phases.at(-1)! } },
    breaks: "agreement",
    foundBy: byStorm("reviver", 1),
  },
  "votes against its lock": {
    ...bugs["votes against its lock"]!,
    foundBy: byStorm("reviver", 1),
  },
  "votes twice in a view": { ...bugs["votes twice in a view"]!, foundBy: byStorm("twins", 1) },
  "votes are not saved": { ...bugs["votes are not saved"]!, foundBy: byStorm("weather", 1) },
  "quorums of 2f": { ...bugs["quorums of 2f"]!, foundBy: byStorm("twins", 9) },
  "nobody is told what they missed": {
    ...bugs["nobody is told what they missed"]!,
    foundBy: byStorm("weather", 2),
  },
  "all views last equally long": {
    ...bugs["all views last equally long"]!,
    foundBy: byStorm("slow", 1),
  },
  "believes the first": { ...bugs["believes the first"]!, foundBy: byStorm("traitors", 65) },
};
