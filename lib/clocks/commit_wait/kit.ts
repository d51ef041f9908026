/** All that belongs to commit wait. @module */

import type { Bug, Kit, Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import { weather } from "../../sim/weather.ts";
import {
  type Commit,
  commitWait,
  type Passed,
  type Rules,
  rules,
  type State,
} from "./commit_wait.ts";
import { externalConsistency } from "./invariants.ts";
import { labels } from "./labels.ts";

/** A storm around nodes that commit; a bug replaces some of the rules. */
type CommitStorm = Storm<State, Commit, Passed, never, Partial<Rules>>;

/** How wrong clocks are at most, and say that they may be, in ms. */
const EPSILON_MS = 5;
/** How long there is trouble, in ms. */
const TROUBLE_MS = 200;
/** By then all transactions must have been answered, in ms. */
const PATIENCE_MS = 2000;

/** Three users, each of whom telephones one node after another. */
function stormOf(words: string, pauses: boolean): CommitStorm {
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    // They say nothing to each other.
    mostNodes: 10_000,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: commitWait({ ...rules, epsilonMs: EPSILON_MS, ...change }),
        nodes,
        network: { latency: uniform(0.1, 1) },
        clocks: { maxOffsetMs: EPSILON_MS },
        ...(pauses
          ? {
            faults: weather(random, nodes, {
              untilMs: TROUBLE_MS,
              faults: [1, 6],
              mix: { pause: 1 },
              spanMs: [1, 100],
            }),
          }
          : {}),
        clients: {
          workload: [1, 2, 3].map((user) =>
            [1, 2, 3, 4].map((nth) => ({ input: `${user}.${nth}` }))
          ),
          ask: (): Commit => ({ type: "commit" }),
          to: ({ client, sequence }, count) => (client + sequence) % count,
          think: uniform(0, 10),
        },
      },
      drive(world) {
        world.run(TROUBLE_MS);
        world.requireProgress(
          PATIENCE_MS,
          "every transaction is answered",
          () => !world.clientsBusy,
        );
      },
    }),
  };
}

const bugs: Readonly<Record<string, Bug<Partial<Rules>>>> = {
  "no commit wait": {
    words:
      "A transaction is answered as soon as it has its stamp: another node, whose clock is behind, " +
      "gives an earlier one to what comes after.",
    change: { mayAnswer: () => true },
    breaks: "external consistency",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "stamps with its reading": {
    words:
      "The stamp is what the clock shows, and not the end of the interval: it may be in the past.",
    change: { stampOf: ({ earliest, latest }) => (earliest + latest) / 2 },
    breaks: "external consistency",
    foundBy: { by: "storm", storm: "calm", seed: 3 },
  },
  "claims to be exact": {
    words:
      "Clocks claim to be at most 1 ms wrong, and are up to 5: the intervals do not hold the time.",
    change: { epsilonMs: 1 },
    breaks: "external consistency",
    foundBy: { by: "storm", storm: "calm", seed: 3 },
  },
};

/** Commit wait. */
export const kit: Kit<State, Commit, Passed, never, Partial<Rules>> = {
  name: "commit-wait",
  words: "stamps of clocks that know how wrong they may be, and answers that wait for them to pass",
  source: "Corbett et al. 2012, Spanner, sections 3 and 4.1.2",
  labels,
  invariants: [externalConsistency],
  bugs,
  storms: {
    calm: stormOf("clocks are up to 5 ms wrong", false),
    pauses: stormOf("besides, nodes pause", true),
  },
  instances: {},
};
