/** What lock services promise: who holds a lock, and that nobody who held it before can pass for the holder. */

import type { History, Operation } from "hb/model/history.ts";
import { clone } from "hb/model/clone.ts";
import { equal } from "hb/model/compare.ts";
import { linearizable } from "hb/check/linearizable/check.ts";
import type { Spec } from "hb/check/spec/spec.ts";
import {
  type Holding,
  type LockAnswer,
  type LockCommand,
  lockMachine,
  type LockState,
} from "hb/replicated/state_machine/lock.ts";
import type { Schedule } from "hb/sim/fault.ts";
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

/** A lock service. */
export type LockService = Service<LockCommand, LockAnswer>;

type LockHistory = History<LockCommand, LockAnswer>;
type LockOperation = Operation<LockCommand, LockAnswer>;

/** On how many seeds each guarantee is tried. */
const SEEDS = 30;
const PATIENCE_MS = 5000;
const LOCK = "door";

/** The suite of lock services. */
export const lock: Suite<LockService> = {
  family: "lock",
  guarantees: [
    { name: "mutual exclusion", breach: (service) => inStorms(service, twoHolders) },
    { name: "a token has one owner", breach: (service) => inStorms(service, sharedToken) },
    { name: "tokens grow", breach: (service) => inStorms(service, oldToken) },
    { name: "release by the holder only", breach: (service) => inStorms(service, wrongRelease) },
    {
      name: "a crash loses no holder",
      breach: (service) => firstBreach(SEEDS, (seed) => lost(service, seed)),
    },
    {
      name: "linearizable, as the sequential service",
      breach: (service) =>
        inStorms(service, (history) => {
          const { verdict } = linearizable(history, sequential, { steps: 100_000 });
          return verdict === "violation" ? "no order of all operations explains it" : undefined;
        }),
    },
    {
      name: "progress after healing",
      breach: (service) =>
        inStorms(service, (history, wrong) => {
          if (wrong !== undefined) return wrong;
          const last = history.filter(({ invokedAt }) => invokedAt >= WELL_MS);
          const open = last.find(({ outcome }) => outcome !== "ok");
          if (last.length > 0 && open === undefined) return undefined;
          return `${open?.input.type} was not answered`;
        }),
    },
  ],
};

/** The service, one operation after another. */
const sequential: Spec<LockState, LockCommand, LockAnswer> = {
  name: "lock service",
  init: lockMachine.init(),
  step(state, input, output) {
    const next = clone(state), answer = lockMachine.apply(next, input);
    const fits = output === undefined || equal(answer, output);
    return [fits, equal(state, next) ? state : next];
  },
};

const inStorms = stormsOf<LockCommand, LockAnswer>({
  seeds: SEEDS,
  workload,
  forMs: WELL_MS + PATIENCE_MS,
});

/** Three owners who want the lock, give it back, and sometimes give back what is not theirs. */
function workload(seed: number) {
  const random = new Random(seed, "asks");
  return ["Ann", "Bob", "Cem"].map((owner) => {
    const ask = (type: LockCommand["type"]): LockCommand =>
      type === "holder" ? { type, lock: LOCK } : { type, lock: LOCK, owner };
    const some = Array.from({ length: 14 }, (_, i) => {
      const drawn = random.below(5);
      return {
        input: ask(drawn < 3 ? "acquire" : drawn < 4 ? "release" : "holder"),
        at: TROUBLE_FROM_MS + 100 * i,
      };
    });
    return [...some, { input: ask("acquire"), at: WELL_MS }, {
      input: ask("release"),
      at: WELL_MS,
    }];
  });
}

/** An operation that was answered that this owner has the lock, which it had asked for. */
function grantOf({ input, output, outcome }: LockOperation): Holding | undefined {
  if (outcome !== "ok" || input.type !== "acquire") return undefined;
  const holding = output as Holding;
  return holding.owner === input.owner ? holding : undefined;
}

/** From its answer until its holder asks to give it back, a lock is granted to nobody else. */
function twoHolders(history: LockHistory): string | undefined {
  for (const operation of history) {
    const held = grantOf(operation);
    if (held === undefined) continue;
    const returned = history.find(({ input, invokedAt }) =>
      input.type === "release" && input.owner === held.owner && invokedAt >= operation.endedAt
    );
    const other = history.find((each) => {
      const holding = grantOf(each);
      return holding !== undefined && holding.owner !== held.owner &&
        each.invokedAt >= operation.endedAt &&
        each.endedAt < (returned?.invokedAt ?? Infinity);
    });
    if (other === undefined || earlierRelease(history, operation, held.owner)) continue;
    return `${grantOf(other)!.owner} was given the lock while ${held.owner} had it`;
  }
  return undefined;
}

/** A release of the same owner that nobody saw end may take effect at any later time. */
function earlierRelease(
  history: LockHistory,
  { invokedAt }: LockOperation,
  owner: string,
): boolean {
  return history.some((each) =>
    each.input.type === "release" && each.input.owner === owner && each.outcome === "unknown" &&
    each.invokedAt < invokedAt
  );
}

function sharedToken(history: LockHistory): string | undefined {
  const owners = new Map<number, string>();
  for (const { output } of history) {
    if (typeof output !== "object" || output === null) continue;
    const { owner, token } = output;
    const known = owners.get(token) ?? owner;
    if (known !== owner) return `token ${token} is that of ${known} and of ${owner}`;
    owners.set(token, owner);
  }
  return undefined;
}

/** Whoever is answered later does not hear of an older token. */
function oldToken(history: LockHistory): string | undefined {
  const seen = history.filter(({ output }) => typeof output === "object" && output !== null);
  for (const a of seen) {
    const { token } = a.output as Holding;
    const b = seen.find((each) =>
      each.invokedAt > a.endedAt && (each.output as Holding).token < token
    );
    if (b !== undefined) return `token ${(b.output as Holding).token} came after token ${token}`;
  }
  return undefined;
}

/** A release is answered yes only to who could have had the lock since they last gave it back. */
function wrongRelease(history: LockHistory): string | undefined {
  for (const released of history) {
    const { input, output, endedAt, invokedAt } = released;
    if (input.type !== "release" || output !== true) continue;
    const own = history.filter((each) =>
      each.input.type !== "holder" && each.input.owner === input.owner
    );
    const before = own.findLast((each) =>
      each.input.type === "release" && each.output === true && each.endedAt < invokedAt
    );
    const could = own.some((each) =>
      each.input.type === "acquire" && each.invokedAt < endedAt &&
      // An unanswered one may have been granted at any later time.
      (each.outcome === "unknown" ||
        (grantOf(each) !== undefined && each.endedAt > (before?.invokedAt ?? 0)))
    );
    if (!could) return `${input.owner} gave back at ${endedAt} ms what it did not have`;
  }
  return undefined;
}

/** All servers crash while somebody has the lock; then it is still theirs, with the same token. */
function lost(service: LockService, seed: number): string | undefined {
  const faults: Schedule = Array.from(
    { length: service.nodes },
    (_, node) => ({ kind: "crash", at: 1500, node, downMs: 50 + 10 * node }),
  );
  const { world, history } = run(service, {
    workload: [[
      { input: { type: "acquire", lock: LOCK, owner: "Ann" } },
      { input: { type: "holder", lock: LOCK }, at: WELL_MS },
      { input: { type: "acquire", lock: LOCK, owner: "Bob" }, at: WELL_MS },
    ]],
    seed,
    faults,
    forMs: WELL_MS + PATIENCE_MS,
  });
  const [taken, ...later] = history.map(({ output }) => output as Holding | null | undefined);
  const wrong = violationOf(world);
  if (wrong !== undefined || taken === undefined || taken === null) {
    return wrong ?? "no lock was given";
  }
  if (later.length < 2) return "nobody could ask any more";
  const other = later.findIndex((each) =>
    each?.owner !== taken.owner || each.token !== taken.token
  );
  if (other < 0) return undefined;
  const now = later[other];
  return `Ann had the lock with token ${taken.token}; after a crash ` +
    (now ? `${now.owner} has it with token ${now.token}` : "nobody has it");
}
