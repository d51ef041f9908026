/** How part 7 is judged. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import { naiveBut } from "./assemble.ts";
import { newborn, type Office, PATIENCE_MS } from "../office.ts";
import { assertBegun, busyBranch, rehearse } from "./rehearse.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { finders, reach, runFor, toTheEnd, trial } from "./trial.ts";

const timer = { type: "patience", attempt: 0 } as const;

/** How long the office is out of reach, in ms. */
const CUT_MS = 60_000;

/** How many branches ask at the same time in the trial of the crowd. */
const CROWD = 40;

export const backoffPart: Part<Subject> = {
  number: 7,
  name: "backoff",
  title: "ask again, more and more rarely",
  points: 10,
  statement:
    `At a branch, after \`patience\`, instead of part 2: wait about twice as long after each attempt.

If the office is out of reach for an hour, a branch that asks every 50 ms sends 72,000 requests that
nobody hears; and when the office is back, all branches are at its door. With doubled waits it sends
about 16, and yet its call ends about as long again after that, or twice as long at worst. Branches
that were cut off at the same moment would still ask at the same moments. So each draws its wait: half
of it fixed, the rest by chance. Builds on part 1.`,
  paper:
    "Metcalfe and Boggs 1976, Ethernet: distributed packet switching for local computer networks, " +
    "section 4.2 (binary exponential backoff)",
  hints: [
    "The timer carries `attempt`. The timer that you set next carries one more.",
    "The next wait is at most `PATIENCE_MS * 2 ** (attempt + 1)`, and `io.choose(n)` draws one of " +
    "0, …, n − 1.",
    "With `half = PATIENCE_MS * 2 ** attempt`: `io.wait(half + io.choose(half + 1), …)`.",
  ],
  test({ ticket, backoff }, grading) {
    assertBegun(1, (io) => backoff(busyBranch(), timer, io));
    const office = naiveBut({ ticket }, { patience: backoff });
    grading.sweep(
      trial(office, givenBook, {
        network: { ...trial(office, givenBook).network, duplication: 0 },
        invariants: [ticketsHold(givenBook)],
      }),
      { seeds: 100, drive: toTheEnd },
    );
    longCut(office, grading);
    crowd(office, grading);
    const idle = rehearse(1, (io) => backoff(newborn(), timer, io));
    grading.equal(idle.sends.length, 0, "messages that leave when no call is open");
    grading.equal(idle.waits.length, 0, "timers that are set when no call is open");
  },
};

/** From the start, no branch reaches the office for `forMs`. */
function cut(branches: number, forMs: number): Fault {
  const sides = [[0], Array.from({ length: branches }, (_, i) => i + 1)] as const;
  return { kind: "partition", at: 0, forMs, sides };
}

/** Few requests during a long partition, and the call ends not long after it. */
function longCut(office: Office, grading: Grading): void {
  const scenario = trial(office, givenBook, {
    network: {},
    clients: finders(1, 1, 1),
    faults: [cut(2, CUT_MS)],
  });
  grading.sweep(scenario, {
    seeds: 3,
    drive(world) {
      runFor(world, CUT_MS);
      const goal = () => !world.clientsBusy;
      reach(world, CUT_MS * 2.5, "a call ends about as long again after a cut", goal);
    },
  });
  const world = new World({ ...scenario, seed: 1 });
  world.run(CUT_MS);
  const requests = world.trace.filter(({ kind }) => kind === "send").length;
  grading.expect(
    requests >= 8 && requests <= 20,
    `one call that is cut off for ${CUT_MS} ms is asked for about 11 times (8 to 20 will do), ` +
      `as log₂(${CUT_MS} / 50) is about 10: found ${requests} requests`,
  );
}

/** Branches that were cut off together do not ask together. */
function crowd(office: Office, grading: Grading): void {
  const world = new World({
    ...trial(office, givenBook, {
      nodes: CROWD + 1,
      network: {},
      clients: finders(1, 1, CROWD),
      faults: [cut(CROWD, 5000)],
    }),
    seed: 1,
  });
  world.run(5000);
  const counts = new Map<number, number>();
  for (const event of world.trace) {
    if (event.kind !== "send" || event.at < 1000) continue;
    const window = Math.floor(event.at / PATIENCE_MS);
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  grading.expect(
    most <= CROWD / 2,
    `${CROWD} branches that were cut off together must spread out: a second later, at most ` +
      `${CROWD / 2} ask within the same ${PATIENCE_MS} ms: found ${most}`,
  );
}
