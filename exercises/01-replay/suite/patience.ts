/** How part 2 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import { uniform } from "hb/sim/latency.ts";
import { naiveBut } from "./assemble.ts";
import { newborn } from "../office.ts";
import { assertBegun, busyBranch, rehearse } from "./rehearse.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { toTheEnd, trial } from "./trial.ts";

const timer = { type: "patience", attempt: 0 } as const;

export const patiencePart: Part<Subject> = {
  number: 2,
  name: "patience",
  title: "ask again until there is a ticket",
  points: 10,
  statement: `At a branch, after \`patience\`: ask again for each open call.

The branch cannot know whether its request was lost or the reply. It does not matter: asking again is
right in both cases, if the office can tell a repetition (part 3). As long as a message that is sent
again and again gets through at some time, every call ends. And when all have ended, nobody should go
on talking: a system that is never silent cannot be seen to be idle. Builds on part 1.`,
  paper: "Spector 1982, Performing remote operations efficiently on a local computer network",
  hints: [
    "How many calls may be open when the timer goes off? And how often does a timer go off?",
    "`for (const call of s.open.keys()) ask(s, call, io)` asks for all of them.",
    "Set the timer again with `io.wait(PATIENCE_MS, …)`, but only if `s.open.size > 0`.",
  ],
  test({ ticket, patience }, grading) {
    assertBegun(1, (io) => patience(busyBranch(), timer, io));
    grading.sweep(
      trial(naiveBut({ ticket }, { patience }), givenBook, {
        network: { latency: uniform(1, 20), loss: 0.4 },
        invariants: [ticketsHold(givenBook)],
      }),
      { seeds: 200, drive: toTheEnd },
    );
    const idle = rehearse(1, (io) => patience(newborn(), timer, io));
    grading.equal(idle.sends.length, 0, "messages that leave when no call is open");
    grading.equal(idle.waits.length, 0, "timers that are set when no call is open");
  },
};
