/** How part 8 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Operation } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import { type Commit, type Committing, EPSILON_MS, type Passed } from "../events.ts";
import type { Subject } from "../subject.ts";

/** The stamp has passed after 2ε; a little more is allowed for, and no more. */
const LONGEST_MS = 2 * EPSILON_MS + 1;

export const commitPart: Part<Subject> = {
  number: 8,
  name: "commit",
  title: "wait until it is true",
  points: 10,
  statement: `Servers hand out timestamps. Their clocks are up to \`EPSILON_MS\` wrong, in either
direction, and they exchange no messages. Still, whoever asks after somebody else has been answered must
get a larger stamp, wherever the two asked. Choose the stamp, and wait, so that it is so; and wait no
longer than you must: an answer may take ${LONGEST_MS} ms. Several clients may ask the same server at once.`,
  paper: "Corbett et al. 2012, Spanner, sections 3 and 4.1.2",
  hints: [
    "Let t be the true time at which a commit is asked for. What is the least stamp that is surely ≥ t?",
    "io.now() + EPSILON_MS. When is it sure that this moment has passed? When io.now() - EPSILON_MS > stamp.",
    "Keep what waits in s.pending. There is one timer: when it fires, answer all whose stamps have passed, " +
    "and wait again for the first of the others.",
  ],
  test({ commit }, grading) {
    const scenario: Scenario<Committing, Commit, Passed> = {
      protocol: {
        start: () => ({ pending: [] }),
        upon: { commit: commit.commit },
        after: { passed: commit.passed },
      },
      nodes: 3,
      clocks: { maxOffsetMs: EPSILON_MS },
      clients: {
        workload: [0, 1, 2, 3].map(() => [1, 2, 3].map((input) => ({ input }))),
        ask: () => ({ type: "commit" }),
        to: ({ client, sequence }, nodes) => (client + sequence) % nodes,
        think: uniform(0.1, 6),
        link: "local",
      },
      invariants: [external, prompt],
    };
    grading.sweep(scenario, { seeds: 400, drive: toTheEnd });
  },
};

const external: Invariant<Committing> = {
  name: "external consistency",
  words: "who asks after another was answered gets a larger stamp",
  check({ history }) {
    const done = history.filter(({ outcome }) => outcome === "ok") as Operation<unknown, number>[];
    for (const last of done.slice(-4)) {
      const first = done.find((each) =>
        each.endedAt < last.invokedAt && !(each.output! < last.output!)
      );
      if (first === undefined) continue;
      const stamp = (of: Operation<unknown, number>) => Number(of.output).toFixed(2);
      return {
        words:
          `answered ${stamp(first)} at ${first.endedAt.toFixed(2)} ms, and to one who asked at ` +
          `${last.invokedAt.toFixed(2)} ms, ${stamp(last)}`,
        nodes: [],
      };
    }
    return undefined;
  },
};

const prompt: Invariant<Committing> = {
  name: "no longer than needed",
  words: `an answer takes ${LONGEST_MS} ms at the most`,
  check({ at, history }) {
    const late = history.find(({ invokedAt, endedAt }) =>
      Math.min(endedAt, at) - invokedAt > LONGEST_MS
    );
    return late &&
      { words: `whoever asked at ${late.invokedAt.toFixed(2)} ms waits longer`, nodes: [] };
  },
};

function toTheEnd(world: World<Committing, Commit, Passed>): void {
  world.run(150);
  world.requireProgress(100, "everyone is answered", () => !world.clientsBusy);
}
