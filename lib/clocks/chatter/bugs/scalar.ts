/** Mistakes in clocks whose stamps are numbers: the wall's and Lamport's. @module */

import { byCrash, byEvents, type ClockBugs } from "./bug.ts";
import { byStorm } from "../../../kit/kit.ts";

/** Mistakes of the clock on the wall. */
export const wallBugs: ClockBugs<number> = {
  "one clock is ahead": {
    words: "The clock of node 0 is 20 ms ahead: what it sends arrives before it was sent.",
    change: {
      tick: (_, io) => io.now() + (io.self === 0 ? 20 : 0),
      receive: (_, _stamp, io) => io.now() + (io.self === 0 ? 20 : 0),
    },
    breaks: "causes first",
    foundBy: byStorm("calm", 1),
  },
};

/** Mistakes of Lamport's clock. */
export const lamportBugs: ClockBugs<number> = {
  "does not hear": {
    words:
      "A node counts a message that comes, and ignores its stamp: it may be received before it was sent.",
    change: { receive: (clock) => clock + 1 },
    breaks: "causes first",
    foundBy: byEvents,
  },
  "only catches up": {
    words:
      "A node sets its clock to the message's stamp, and not past it: sent and received are one time.",
    change: { receive: (clock, stamp) => Math.max(clock + 1, stamp) },
    breaks: "causes first",
    foundBy: byEvents,
  },
  "does not tick": {
    words: "A node that speaks does not count it: what it sends has the time of the event before.",
    change: { tick: (clock) => clock },
    breaks: "own events in order",
    foundBy: byEvents,
  },
  "takes the smaller": {
    words:
      "A node goes on from the smaller of its own time and the message's, and so from before one of them.",
    change: { receive: (clock, stamp) => Math.min(clock, stamp) + 1 },
    breaks: "causes first",
    foundBy: byEvents,
  },
  "forgets in a crash": {
    words: "A node that crashes counts from 0 again, and gives stamps that it has given before.",
    change: { resume: () => 0 },
    breaks: "never goes back",
    foundBy: byCrash,
  },
};
