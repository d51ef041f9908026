/**
 * What replicated logs promise though f of n replicas lie, as their loyal replicas and the clients at their proxies see
 * it. Liars follow scripts that are drawn; in some runs the network and the loyal have trouble besides.
 *
 * @module
 */

import { faults as mostLiars, quorum } from "../../consensus/byzantine_quorum.ts";
import type { History } from "../../model/history.ts";
import type { Schedule } from "../../sim/fault.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { Suite } from "./guarantee.ts";
import {
  BEGINS_MS,
  CLIENTS,
  type End,
  endOf,
  ENDS_MS,
  type LogAmongLiars,
  WELL_MS,
  workload,
} from "./liars/run.ts";
import { firstBreach, once } from "./service.ts";

/** On how many seeds each guarantee is tried. */
const SEEDS = 12;

/** The suite. */
export const logAmongLiars: Suite<LogAmongLiars> = {
  family: "replicated log among liars",
  guarantees: [
    {
      name: "what loyal replicas have applied are prefixes of each other",
      breach: (log) => inStorms(log, ({ parted }) => parted),
    },
    {
      name: "acknowledged commands are applied exactly once, others at most once",
      breach: (log) => inStorms(log, (end) => twice(end) ?? missing(end)),
    },
    {
      name: "only what clients have asked for is applied",
      breach: (log) => inStorms(log, invented),
    },
    {
      name: "one client's commands keep their order",
      breach: (log) => inStorms(log, outOfOrder),
    },
    {
      name: "acknowledged commands survive a crash of all who are loyal",
      breach: (log) =>
        firstBreach(SEEDS, (seed) => {
          const end = endOf(log, seed, everybody(log, 700 + 10 * seed), mostLiars(log.replicas));
          return end.wrong ?? twice(end) ?? missing(end);
        }),
    },
    {
      name: "progress while f are down",
      breach: (log) =>
        firstBreach(SEEDS, (seed) => {
          const { wrong, history } = endOf(log, seed, down(log, seed, mostLiars(log.replicas)), 0);
          return wrong ?? unanswered(history);
        }),
    },
    {
      name: "nothing is acknowledged without a quorum",
      breach: (log) =>
        firstBreach(SEEDS, (seed) => {
          const few = down(log, seed, log.replicas - quorum(log.replicas) + 1);
          const { wrong, history } = endOf(log, seed, few, 0, WELL_MS + 2000);
          const answered = history.find(({ outcome, invokedAt }) =>
            outcome === "ok" && invokedAt > BEGINS_MS + 100
          );
          return answered === undefined ? wrong : `${answered.input} was acknowledged`;
        }),
    },
    {
      name: "progress after healing, beside liars",
      breach: (log) => inStorms(log, ({ wrong, history }) => wrong ?? unanswered(history)),
    },
  ],
};

const storm = once((log: LogAmongLiars, seed) => {
  const { replicas } = log;
  const trouble = weather(new Random(seed, "trouble"), replicas, {
    fromMs: BEGINS_MS,
    untilMs: ENDS_MS,
    faults: [0, 6],
    mix: { crash: 1, partition: 1, pause: 1 },
  });
  return endOf(log, seed, trouble, mostLiars(replicas));
});

function inStorms(
  log: LogAmongLiars,
  judge: (end: End) => string | undefined,
): string | undefined {
  return firstBreach(SEEDS, (seed) => judge(storm(log, seed)));
}

function everybody({ replicas }: LogAmongLiars, at: number): Schedule {
  return Array.from({ length: replicas }, (_, node) => ({ kind: "crash", at, node, downMs: 150 }));
}

function down({ replicas }: LogAmongLiars, seed: number, count: number): Schedule {
  return Array.from({ length: count }, (_, i) => ({
    kind: "crash",
    at: BEGINS_MS,
    node: (seed + i) % replicas,
  }));
}

function twice({ applied }: End): string | undefined {
  const again = applied.find((command, i) => applied.indexOf(command) < i);
  return again === undefined ? undefined : `${again} was applied twice`;
}

function missing({ history, applied }: End): string | undefined {
  const lost = history.find(({ input, outcome }) => outcome === "ok" && !applied.includes(input));
  return lost === undefined ? undefined : `${lost.input} was acknowledged, and is not there`;
}

function invented({ applied }: End): string | undefined {
  const asked = workload().flat().map(({ input }) => input);
  const strange = applied.find((command) => !asked.includes(command));
  return strange === undefined ? undefined : `${strange} was applied, and nobody asked for it`;
}

function outOfOrder({ applied }: End): string | undefined {
  for (const client of CLIENTS) {
    const own = applied.filter((command) => command.startsWith(client));
    const at = own.findIndex((command, i) => i > 0 && command < own[i - 1]!);
    if (at >= 0) return `${own[at]} was applied after ${own[at - 1]}`;
  }
  return undefined;
}

function unanswered(history: History<string, unknown>): string | undefined {
  const last = history.filter(({ invokedAt }) => invokedAt >= WELL_MS);
  if (last.length < CLIENTS.length) return "somebody could not ask any more";
  const open = last.find(({ outcome }) => outcome !== "ok");
  return open === undefined ? undefined : `${open.input} was not acknowledged: ${open.outcome}`;
}
