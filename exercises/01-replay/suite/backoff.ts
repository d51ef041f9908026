import text from "./backoff.md" with { type: "text" };
import { type Grading, reach, rehearse, runFor, task } from "hb/grade/part.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import { initialState, type Office, type Patience, PATIENCE_MS } from "../office.ts";
import { AT_BRANCH, busyBranch, naiveBut } from "./assemble.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { endsWell, finders, trial, trouble } from "./trial.ts";

/** How long the office is out of reach, in ms. */
const CUT_MS = 60_000;

/** How many branches ask at the same time in the trial of the crowd. */
const CROWD = 40;

export const backoff = task<Answers>(text, ({ ticket, backoff }, grading) => {
  const office = naiveBut({ ticket }, { patience: backoff });
  fallsSilent(backoff, grading, () => {
    const network = { ...trouble, duplication: 0 };
    endsWell(office, 100, grading, { network, invariants: [ticketsHold(givenBook)] });
    longCut(office, grading);
    crowd(office, grading);
  });
});

/** What is tried once the timer's handler is begun, and that it does nothing where no call is open. */
export function fallsSilent(patience: Patience, grading: Grading, tried: () => void): void {
  const timer = { type: "patience", attempt: 0 } as const;
  grading.begun((io) => patience(busyBranch(), timer, io), AT_BRANCH);
  tried();
  const idle = rehearse((io) => patience(initialState(), timer, io), AT_BRANCH);
  grading.equal(idle.sends.length, 0, "messages that leave when no call is open");
  grading.equal(idle.waits.length, 0, "timers that are set when no call is open");
}

/** From the start, no branch reaches the office for `forMs`. */
function cut(branches: number, forMs: number): Fault {
  const sides = [[0], Array.from({ length: branches }, (_, i) => i + 1)] as const;
  return { kind: "partition", at: 0, forMs, sides };
}

/** Few requests during a long partition, and the call ends not long after it. */
function longCut(office: Office, grading: Grading): void {
  const clients = finders(1, 1, 1), faults = [cut(2, CUT_MS)];
  const scenario = trial(office, givenBook, { network: {}, clients, faults });
  grading.sweep(scenario, {
    seeds: 3,
    drive(world) {
      runFor(world, CUT_MS);
      const words = "a call ends about as long again after a cut";
      reach(world, [CUT_MS * 2.5, words, () => !world.clientsBusy]);
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
  const clients = finders(1, 1, CROWD), faults = [cut(CROWD, 5000)];
  const scenario = trial(office, givenBook, { nodes: CROWD + 1, network: {}, clients, faults });
  const world = new World({ ...scenario, seed: 1 });
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
