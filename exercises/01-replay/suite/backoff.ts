import text from "./backoff.md" with { type: "text" };
import { type Grading, reach, runFor, task } from "hb/grade/part.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import { initialState, type Office, type Patience, PATIENCE_MS, type State } from "../office.ts";
import { AGES_MS, asksAgain, type Longest } from "./ask_again.ts";
import { naiveBut } from "./assemble.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { ATTEMPTS, NODES } from "./sizes.ts";
import { stepOf } from "./steps.ts";
import { situation } from "./told.ts";
import { cut, endsWell, finders, trial, trouble } from "./trial.ts";

/** How long the office is out of reach, in ms. */
const CUT_MS = 60_000;

/** How many branches ask at the same time in the trial of the crowd. */
const CROWD = 40;

/**
 * How long a wait may be, chance included, until it is looked at how fast waits grow. The statement allows what is
 * three times as long each time.
 */
const LONGEST: Longest = { ms: 60_000, times: 4 };

/** From here on, in ms, waits may stop growing: the middle of a wait that is limited to 8 s is near 6 s. */
const LEAST_LIMIT_MS = 5000;

/** So many different waits there are at least, as the statement says. */
const MANY_WAYS = 20;

/** Branches with this number, and how many calls are open there; the waits are the same at all of them. */
const BRANCHES = [[1, 2, ATTEMPTS.each], [NODES - 1, 1, 12], [300, 40, 12]] as const;

export const backoff = task<Answers>(text, ({ ticket, backoff }, grading) => {
  const office = naiveBut({ ticket }, { patience: backoff });
  asksAgain(backoff, LONGEST, grading, () => {
    const network = { ...trouble, duplication: 0 };
    endsWell(office, 80, grading, { network, invariants: [ticketsHold(givenBook)] });
    longCut(office, grading);
    crowd(office, grading);
    for (const [self, calls, turns] of BRANCHES) waits(backoff, self, calls, turns, grading);
  });
});

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

/** From the first wait on, each is about twice as long as the one before, and about half of it is chance. */
function waits(
  backoff: Patience,
  self: number,
  calls: number,
  turns: number,
  grading: Grading,
): void {
  const where = calls === 1
    ? `branch ${self}, where one call is open`
    : `branch ${self}, where ${calls} calls are open`;
  let before = PATIENCE_MS, waitedMs = 0;
  for (let attempt = 0; attempt < turns && waitedMs < AGES_MS; attempt++) {
    const { shortest, longest } = spread(backoff, self, calls, attempt, where, grading);
    const found = `found ${Math.round(shortest)} to ${
      Math.round(longest)
    } ms with attempt ${attempt} at ${where}`;
    const middle = (shortest + longest) / 2;
    const isLimited = middle >= LEAST_LIMIT_MS && middle >= before * 0.9;
    grading.expect(
      middle <= before * 3 && (isLimited || middle >= before * 1.4),
      `the timer that goes off for the nth time is set anew for about twice as long as before, ` +
        `which was ${Math.round(before)} ms; ${found}`,
    );
    grading.expect(
      longest - shortest >= longest / 4,
      `half of a wait is fixed and the rest is left to chance, by \`io.choose\`: between the ` +
        `shortest and the longest there must be a quarter of the longest at least; ${found}`,
    );
    grading.expect(
      shortest >= longest / 4,
      `half of a wait is fixed, so the shortest is half of the longest (a quarter will do); ${found}`,
    );
    before = middle;
    waitedMs += shortest;
  }
}

/** The shortest and the longest wait that chance may lead to. */
function spread(
  backoff: Patience,
  self: number,
  calls: number,
  attempt: number,
  where: string,
  grading: Grading,
): { readonly shortest: number; readonly longest: number } {
  const timer = { type: "patience", attempt } as const, before = someBranch(calls);
  const after = (choices: readonly number[]) =>
    stepOf(before, (s, io) => backoff(s, timer, io), self, { choices });
  const first = after([]), { choices } = first;
  // As large as each draw may be, and some between.
  const others = [0.25, 0.5, 0.75, 1].map((part) =>
    after(choices.map(({ of }) => Math.floor(part * (of - 1))))
  );
  const delays = [first, ...others].map(({ timer }) => timer?.delayMs ?? 0);
  grading.expect(
    delays.every((delay) => delay === 0) || !delays.includes(0),
    situation(
      `the timer goes off at ${where}, with attempt ${attempt}`,
      `the timer is set for ${delays.map(Math.round).join(", ")} ms, as chance has it`,
      "a wait is never 0 ms, however chance goes",
      "half of a wait is fixed, and only the rest is left to chance",
    ),
  );
  grading.expect(
    delays.every((delay) => delay > 0 && delay < Infinity),
    situation(
      `the timer goes off at ${where}, with attempt ${attempt}`,
      delays.every((delay) => delay === 0)
        ? "no timer is set"
        : `the timer is set for ${delays.join(", ")} ms, as chance has it`,
      "the timer is set again, for some time",
      "nobody gives up, however long the office has been out of reach",
    ),
  );
  const ways = choices.reduce((all, { of }) => all * of, 1);
  grading.expect(
    ways >= MANY_WAYS,
    `how long a wait is, is left to \`io.choose\`, among ${MANY_WAYS} ways or more: found ${ways}`,
  );
  return { shortest: Math.min(...delays), longest: Math.max(...delays) };
}

/** A branch with so many open calls. */
function someBranch(calls: number): State {
  const open = Array.from({ length: calls }, (_, i) => {
    return [i + 1, { finder: NODES + i, thing: "hat" }] as const;
  });
  return { ...initialState(), calls, open: new Map(open) };
}
