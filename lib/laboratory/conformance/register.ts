/** What registers promise: their level of consistency, no more than it, and what every level has in common. @module */

import { level, type LevelName, type MemoryHistory } from "../../check/levels.ts";
import type { History } from "../../model/history.ts";
import type { Schedule } from "../../sim/fault.ts";
import type { Ask, Value } from "../../replication/register/register.ts";
import type { Suite } from "./guarantee.ts";
import { whenAlone } from "./register/alone.ts";
import { promisesTooLittle } from "./register/beyond.ts";
import { type RegisterService, workloadOf } from "./register/service.ts";
import {
  firstBreach,
  once,
  type Outcome,
  run,
  TROUBLE_MS,
  troubleFor,
  violationOf,
  WELL_MS,
} from "./service.ts";

export type { RegisterService } from "./register/service.ts";

/** On how many seeds each guarantee is tried. */
const SEEDS = 40;

/** How long what is asked may take when all is well, in ms. */
const PATIENCE_MS = 2500;

/** The suite of registers on so many seeds, for those who cannot wait. */
export function registerOn(seeds: number): Suite<RegisterService> {
  const inStorms = (
    service: RegisterService,
    judge: (outcome: Outcome<Ask, Value>) => string | undefined,
  ) => firstBreach(seeds, (seed) => judge(storm(service, seed)));
  return {
    family: "register",
    guarantees: [
      {
        name: "keeps its level",
        breach: (service) => inStorms(service, ({ history }) => notKept(service, history)),
      },
      {
        name: "reads what was written",
        breach: (service) => inStorms(service, ({ history }) => outOfNowhere(history)),
      },
      { name: "progress after healing", breach: (service) => inStorms(service, stuck) },
      {
        name: "a node that is cut off answers no more than it may",
        breach: (service) => firstBreach(Math.min(seeds, 8), (seed) => whenAlone(service, seed)),
      },
      {
        name: "does not keep the next level, which it does not promise",
        breach: promisesTooLittle,
      },
      {
        name: "keeps its level when all nodes crash and are back",
        breach: (service) =>
          service.endures.includes("crash")
            ? firstBreach(Math.min(seeds, 20), (seed) => {
              const outcome = stormWith(service, seed, everybody(service, 1000 + 10 * seed));
              return notKept(service, outcome.history) ?? stuck(outcome);
            })
            : undefined,
      },
    ],
  };
}

/** The suite of registers. */
export const register: Suite<RegisterService> = registerOn(SEEDS);

const storm = once((service: RegisterService, seed) =>
  stormWith(service, seed, troubleFor(service, seed))
);

function stormWith(service: RegisterService, seed: number, faults: Schedule): Outcome<Ask, Value> {
  const forMs = WELL_MS + PATIENCE_MS;
  return run(service, { workload: workloadOf(seed), seed, faults, healMs: TROUBLE_MS, forMs });
}

/** All nodes are down at once, for a while. */
function everybody({ nodes }: RegisterService, at: number): Schedule {
  return Array.from({ length: nodes }, (_, node) => ({ kind: "crash", at, node, downMs: 200 }));
}

function notKept(service: RegisterService, history: History<Ask, Value>): string | undefined {
  for (const name of service.levels) {
    const verdict = level(name).check(judgedBy(name, history) as MemoryHistory);
    if (verdict.verdict === "violation") return `${name}: ${verdict.words.join("; ")}`;
  }
  return undefined;
}

/** It is by the last reads that the end is judged, and not by those of clients who gave up before. */
function judgedBy(name: LevelName, history: History<Ask, Value>): History<Ask, Value> {
  if (name !== "eventual") return history;
  return history.filter(({ input, invokedAt }) => input.type === "write" || invokedAt >= WELL_MS);
}

/** A read of what nobody had asked to write by then, or of what was refused. */
function outOfNowhere(history: History<Ask, Value>): string | undefined {
  for (const { input, output, endedAt, outcome } of history) {
    if (input.type !== "read" || outcome !== "ok" || output === null) continue;
    const written = history.some((other) =>
      other.input.type === "write" && other.input.key === input.key &&
      other.input.value === output && other.invokedAt <= endedAt && other.outcome !== "fail"
    );
    if (!written) return `${input.key} was read as ${output}, which nobody wrote`;
  }
  return undefined;
}

function stuck({ world, history }: Outcome<Ask, Value>): string | undefined {
  const wrong = violationOf(world);
  if (wrong !== undefined) return wrong;
  const last = history.filter(({ invokedAt }) => invokedAt >= WELL_MS);
  const open = last.find(({ outcome }) => outcome !== "ok");
  if (open === undefined && last.length > 0) return undefined;
  return `client ${open?.process} asked at ${open?.invokedAt} ms, and was not answered`;
}
