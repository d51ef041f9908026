/** Mistakes in hybrid logical clocks. @module */

import * as hybrid from "../../hybrid.ts";
import { byStorm } from "../../../kit/kit.ts";
import { physicalOf, type Reading } from "../clocks.ts";
import { byEvents, type ClockBugs } from "./bug.ts";

/** Mistakes of hybrid clocks. */
export const hybridBugs: ClockBugs<Reading> = {
  "does not hear": {
    words:
      "A node that hears reads its own clock alone: what it hears may come from a clock that is ahead.",
    change: {
      receive(clock, _, io) {
        const physical = physicalOf(io);
        return { ...hybrid.tick(clock, physical), physical };
      },
    },
    breaks: "causes first",
    foundBy: byStorm("calm", 1),
  },
  "reads the wall only": {
    words: "A node that speaks takes the time of the wall, though it has heard of a later one.",
    change: {
      tick(_, io) {
        const physical = physicalOf(io);
        return { logical: physical, count: 0, physical };
      },
    },
    breaks: "own events in order",
    foundBy: byEvents,
  },
  "the counter is not reset": {
    words: "The counter goes on when the time has moved: stamps are in order, and grow for ever.",
    change: {
      tick(clock, io) {
        const physical = physicalOf(io);
        const { logical } = hybrid.tick(clock, physical);
        return { logical, count: clock.count + 1, physical };
      },
      receive(clock, stamp, io) {
        const physical = physicalOf(io);
        const { logical } = hybrid.receive(clock, stamp, physical);
        return { logical, count: Math.max(clock.count, stamp.count) + 1, physical };
      },
    },
    breaks: "small counter",
    foundBy: byStorm("calm", 1),
  },
  "counts in the time": {
    words:
      "A node puts 20 ms on the time where it should count: the clock runs away from the wall.",
    change: {
      tick(clock, io) {
        const physical = physicalOf(io);
        return { logical: Math.max(clock.logical + 20, physical), count: 0, physical };
      },
    },
    breaks: "close to the wall clock",
    foundBy: byStorm("calm", 1),
  },
  "trusts the wall after a crash": {
    words:
      "A node that crashes begins anew with the time of the wall, which may be earlier than what it has said: it " +
      "had heard of a later time, or its wall clock was set back meanwhile.",
    change: { resume: () => ({ ...hybrid.epoch, physical: 0 }) },
    breaks: "never goes back",
    foundBy: byStorm("crashes", 2),
  },
};
