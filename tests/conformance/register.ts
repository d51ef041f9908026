/** What registers promise: their level of consistency, and what every level has in common. */

import { level, type LevelName, type MemoryHistory } from "hb/check/levels.ts";
import type { History } from "hb/model/history.ts";
import type { Ask, Value } from "hb/replication/register/register.ts";
import { Random } from "hb/sim/random.ts";
import {
  firstBreach,
  run,
  type Service,
  stormsOf,
  TROUBLE_FROM_MS,
  violationOf,
  WELL_MS,
} from "hb/laboratory/conformance/service.ts";
import type { Suite } from "./suite.ts";

/** Some registers, and what they say of themselves. */
export interface RegisterService extends Service<Ask, Value> {
  /** The levels that they promise to clients who stay with one node. */
  readonly levels: readonly LevelName[];
  /**
   * Whether a node that is cut off from all others answers; undefined where it may or may not. Whoever
   * answers must be right, which its level says.
   */
  answersAlone(node: number, type: Ask["type"]): boolean | undefined;
}

type Workload = { readonly input: Ask; readonly at?: number }[][];

/** On how many seeds each guarantee is tried. */
const SEEDS = 40;

/** How long what is asked may take when all is well, in ms. */
const PATIENCE_MS = 2500;

/** The suite of registers. */
export const register: Suite<RegisterService> = {
  family: "register",
  guarantees: [
    {
      name: "keeps its level",
      breach: (service) =>
        inStorms(service, (history) => {
          for (const name of service.levels) {
            const verdict = level(name).check(history as MemoryHistory);
            if (verdict.verdict === "violation") return `${name}: ${verdict.words.join("; ")}`;
          }
          return undefined;
        }),
    },
    { name: "reads what was written", breach: (service) => inStorms(service, outOfNowhere) },
    {
      name: "progress after healing",
      breach: (service) =>
        inStorms(service, (history, wrong) => {
          if (wrong !== undefined) return wrong;
          const open = history.find(({ invokedAt, outcome }) =>
            invokedAt >= WELL_MS && outcome !== "ok"
          );
          if (open === undefined && history.some(({ invokedAt }) => invokedAt >= WELL_MS)) {
            return undefined;
          }
          return `client ${open?.process} asked at ${open?.invokedAt} ms, and was not answered`;
        }),
    },
    {
      name: "a node that is cut off answers no more than it may",
      breach: (service) => firstBreach(8, (seed) => whenAlone(service, seed)),
    },
  ],
};

const inStorms = stormsOf<Ask, Value>({
  seeds: SEEDS,
  workload: workloadOf,
  forMs: WELL_MS + PATIENCE_MS,
});

/** Three clients who read and write two registers, each value once; and once more when all is well. */
function workloadOf(seed: number): Workload {
  const random = new Random(seed, "asks");
  let value = 0;
  const write = (): Ask => ({ type: "write", key: "xy"[random.below(2)]!, value: ++value });
  const read = (): Ask => ({ type: "read", key: "xy"[random.below(2)]! });
  return [0, 1, 2].map(() => [
    ...Array.from({ length: 24 }, (_, i) => ({
      input: random.chance(0.5) ? read() : write(),
      // Eight in a row, now and then.
      at: TROUBLE_FROM_MS + 500 * Math.floor(i / 8),
    })),
    { input: write(), at: WELL_MS },
    ...["x", "y"].map((key) => ({ input: { type: "read", key } as Ask, at: WELL_MS + 1000 })),
  ]);
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

/** From when to when a node is cut off, in ms. */
const CUT = { from: 1000, to: 3000 };

/** Cuts each node off in turn; one client at it writes at once and later, another one reads. */
function whenAlone(service: RegisterService, seed: number): string | undefined {
  const all = Array.from({ length: service.nodes }, (_, node) => node);
  const asks = (["write", "read"] as const).map((type) =>
    [20, 1000].map((ms, i) => ({
      at: CUT.from + ms,
      input: type === "read" ? { type, key: "x" } : { type, key: "x", value: i },
    }))
  );
  for (const node of all) {
    const others = all.filter((each) => each !== node);
    const sides = [[node], others] as const;
    const { world, history } = run(service, {
      workload: asks.flatMap((list) => all.map((each) => each === node ? list : [])),
      seed,
      stay: true,
      faults: [{ kind: "partition", at: CUT.from, forMs: CUT.to - CUT.from, sides }],
      forMs: CUT.to,
    });
    const wrong = violationOf(world);
    if (wrong !== undefined) return wrong;
    for (const { input: { type }, outcome } of history) {
      const answers = outcome === "ok";
      if ((service.answersAlone(node, type) ?? answers) === answers) continue;
      return `node ${node}, cut off, ${answers ? "answers" : "does not answer"} a ${type}`;
    }
  }
  return undefined;
}
