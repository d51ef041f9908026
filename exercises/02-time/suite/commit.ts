import text from "./commit.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import type { Operation } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Answers } from "../answers.ts";
import { type Commit, type Committing, EPSILON_MS, type Passed } from "../events.ts";

/** The stamp has passed after 2ε; a little more is allowed for, and no more. */
const LONGEST_MS = 2 * EPSILON_MS + 1;

export const commit = task<Answers>(text, ({ commit }, grading) => {
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
  grading.sweep(scenario, {
    seeds: 400,
    drive: toTheEnd(150, [100, "everyone is answered", (world) => !world.clientsBusy]),
  });
});

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
      const moments = [first.output, first.endedAt, last.invokedAt, last.output];
      const [stamp, ended, invoked, later] = moments.map((ms) => Number(ms).toFixed(2));
      const words =
        `answered ${stamp} at ${ended} ms, and to one who asked at ${invoked} ms, ${later}`;
      return { words, nodes: [] };
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
