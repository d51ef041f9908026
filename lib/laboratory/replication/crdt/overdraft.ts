/**
 * Is a rule that each replica keeps by itself kept by all together? Only if merging keeps it, which is what Bailis,
 * Fekete, Franklin, Ghodsi, Hellerstein and Stoica (2014, *Coordination avoidance in database systems*, PVLDB 8(3)) call
 * invariant confluence. The rule here: a balance does not fall below 0. Two replicas add, take, give and hear of each
 * other, and neither takes more than the balance that it sees.
 *
 * @module
 */

import { assertKinds, finite } from "../../../model/kinds.ts";
import { type AnyStateCrdt, updated } from "../../../replication/crdt/crdt.ts";
import type { BoundedUpdate } from "../../../replication/crdt/state/bounded_counter.ts";
import { Random } from "../../../sim/random.ts";

/** Two states that keep the rule, and what their merge shows, which does not. */
export interface Conflict {
  /** What one replica saw. */
  readonly one: unknown;
  /** What another saw. */
  readonly other: unknown;
  /** What both see together. */
  readonly together: unknown;
}

/** What a search has seen. */
export interface Overdraft {
  /** The first run in which what both know is below 0; undefined where there is none. */
  readonly found: Conflict | undefined;
  /** How many runs were searched. */
  readonly runs: number;
  /** In how many of them both replicas took something. */
  readonly bothTook: number;
  /** In how many of them rights went from one to the other. */
  readonly gave: number;
  /** In how many of them a replica saw enough and was refused. */
  readonly refused: number;
}

/** How many runs are searched, and how many things are asked in each. */
const RUNS = 200, STEPS = 12;

/** A search of 200 runs; throws `RangeError` unless the type shows a number. `ask` says how the type is asked, by default as a bounded counter; undefined where it knows no
 * such thing. */
export function overdraft(
  crdt: AnyStateCrdt,
  ask: (update: BoundedUpdate) => unknown = (update) => update,
): Overdraft {
  assertKinds("overdraw a type", { shown: crdt.value(crdt.init()) }, { shown: finite });
  let found: Conflict | undefined;
  const seen = { bothTook: 0, gave: 0, refused: 0 };
  for (let seed = 0; seed < RUNS; seed++) {
    const run = spend(crdt, ask, new Random(seed, "overdraft"));
    if (run.took.size === 2) seen.bothTook++;
    if (run.gave) seen.gave++;
    if (run.refused) seen.refused++;
    found ??= run.found;
  }
  return { found, runs: RUNS, ...seen };
}

function spend(crdt: AnyStateCrdt, ask: (update: BoundedUpdate) => unknown, random: Random) {
  const names = ["one", "other"] as const;
  const run = {
    took: new Set<string>(),
    gave: false,
    refused: false,
    found: undefined as Conflict | undefined,
  };
  const first = updated(crdt, crdt.init(), "one", ask({ type: "add", by: 1 + random.below(5) }));
  const states = [first, crdt.merge(crdt.init(), first)];
  for (let i = 0; i < STEPS && run.found === undefined; i++) {
    const me = random.below(2), here = states[me]!, replica = names[me]!;
    if (random.chance(0.3)) states[me] = crdt.merge(here, states[1 - me]!);
    else {
      const update = drawn(random, names[1 - me]!), wish = ask(update);
      // Whoever takes sees enough; what is not known to the type is not asked.
      if (wish === undefined || update.type !== "add" && update.by > crdt.value(here)) continue;
      try {
        states[me] = updated(crdt, here, replica, wish);
        if (update.type === "take") run.took.add(replica);
        if (update.type === "give") run.gave = true;
      } catch (error) {
        // A replica without the rights to it refuses.
        if (!(error instanceof RangeError)) throw error;
        run.refused = true;
      }
    }
    const [one, other, together] = [...states, crdt.merge(states[0], states[1])].map(crdt.value);
    if (together < 0) run.found = { one, other, together };
  }
  return run;
}

function drawn(random: Random, to: string): BoundedUpdate {
  const by = 1 + random.below(5), kind = random.below(4);
  return kind === 0
    ? { type: "add", by }
    : kind === 1
    ? { type: "give", by, to }
    : { type: "take", by };
}
