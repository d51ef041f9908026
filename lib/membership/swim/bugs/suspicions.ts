/** Mistakes in how a suspicion becomes death, and in how a member doubts itself. @module */

import { suspicionDeadlines } from "../settings.ts";
import { byInstance, byStorm } from "../../../kit/kit.ts";
import type { SwimBugs } from "./change.ts";

/** Mistakes, by what is wrong. */
export const suspicionBugs: SwimBugs = {
  "timers know the member only": {
    words:
      "A suspicion goes on when it is refuted, and ends in the death of whoever has that name then: a member " +
      "that has come back, or said that it is alive, is declared dead.",
    change: { rules: { stopsTimer: false, mayDie: (_, { status }) => status !== "left" } },
    breaks: "suspected first",
    foundBy: byInstance("one prober"),
  },
  "one accuser counts twice": {
    words:
      "A suspicion that comes again by another way is taken for a confirmation: the rumour of one member is " +
      "enough to shorten the time in which it can be refuted.",
    change: { rules: { confirmations: (_, heard) => heard - 1 } },
    breaks: "confirmed first",
    foundBy: byStorm("lifeguard", 2),
  },
  "doubts for ever": {
    words:
      "A member that has once doubted itself goes on to do so: it notices crashes later and later.",
    change: { rules: { calms: (awareness) => awareness } },
    breaks: "progress",
    foundBy: byStorm("lifeguard", 1),
  },
  "deadlines follow the group": {
    words:
      "How many must confirm a suspicion is reckoned anew as the group grows: one that began among few, of whom nobody " +
      "is waited for, is death as soon as a second member says the same.",
    change: { rules: { currentDeadlines: (_, settings, n) => suspicionDeadlines(settings, n) } },
    breaks: "suspicions last",
    foundBy: byStorm("newcomers", 1),
  },
  "suspicions are left behind": {
    words:
      "A member that leaves drops its suspicions, and when it comes again it holds the same for suspect without an end: " +
      "nobody else may be there to say that they are dead.",
    change: { rules: { resumes: false } },
    breaks: "completeness",
    foundBy: byStorm("alone", 1),
  },
  "suspicions do not end": {
    words: "A member is suspected for ever: who has crashed stays a member.",
    change: { protocol: { after: { suspicion() {} } } },
    breaks: "completeness",
    foundBy: byStorm("crashes", 1),
  },
};
