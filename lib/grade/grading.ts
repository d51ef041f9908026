/** The means by which a part judges an implementation. @module */

import { equal } from "../model/compare.ts";
import { encode } from "../model/encode.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Scenario } from "../sim/scenario.ts";
import { type Failure, sweep, type SweepOptions } from "../sim/sweep.ts";
import { World } from "../sim/world.ts";
import { NotDoneYet } from "./todo.ts";

/** Which seeds are tried; unset, each part decides. */
export interface Seeds {
  /** How many. */
  readonly seeds?: number;
  /** The first of them. */
  readonly seedBase?: number;
}

/** Thrown when an implementation does not do what a part asks for. */
export class Wrong extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "Wrong";
  /** The run that went wrong, if it was a run. */
  readonly failure: Failure<unknown, never> | undefined;
  /** The invariant that broke, by name and in words. */
  readonly rule: string | undefined;

  /** `words` say what is wrong; `failure` is the run that shows it, `rule` what it breaks. */
  constructor(words: string, failure?: Failure<unknown, never>, rule?: string) {
    super(words);
    this.failure = failure;
    this.rule = rule;
  }
}

/** Runs, compares and judges for one part. */
export class Grading {
  readonly #seeds: Seeds;
  #found: Wrong | undefined;

  /** `seeds` from outside replace those that parts choose. */
  constructor(seeds: Seeds = {}) {
    this.#seeds = seeds;
  }

  /** Requires that a scenario goes well on every seed. */
  sweep<S, M extends Tagged, T extends Tagged = never, R = never>(
    scenario: Scenario<S, M, T, R>,
    options: SweepOptions<S, M, T, R>,
  ): void {
    const chosen = { ...options, ...this.#seeds };
    this.#assertBegun(scenario, chosen);
    const { failure } = sweep(scenario, chosen);
    if (failure === undefined) return assertSeparate(scenario, chosen.seedBase);
    const rule = scenario.invariants?.find(({ name }) => name === failure.violation.invariant);
    // Progress, and a handler that throws, say in their own words what should have been.
    const must = rule === undefined ? undefined : `${rule.name}: ${rule.words}`;
    const words = failure.violation.words;
    this.#found = new Wrong(
      must === undefined ? words : `${must} – but ${words}`,
      failure as unknown as Failure<unknown, never>,
      must,
    );
    throw this.#found;
  }

  /** The run that was found to go wrong, if that is what was thrown: anybody can throw a `Wrong`. */
  found(thrown: unknown): Wrong | undefined {
    return this.#found === thrown ? this.#found : undefined;
  }

  /** The seeds that a part tries which runs its scenarios itself: so many from 1, or those from outside. */
  seeds(count: number): readonly number[] {
    const { seeds = count, seedBase = 1 } = this.#seeds;
    return Array.from({ length: seeds }, (_, i) => seedBase + i);
  }

  /** Requires that `condition` holds; `words` say what should have been so. */
  expect(condition: boolean, words: string): void {
    if (!condition) throw new Wrong(words);
  }

  /** Requires that two pieces of plain data are equal; `words` say what they are. */
  equal(actual: unknown, expected: unknown, words: string): void {
    if (equal(actual, expected)) return;
    throw new Wrong(`${words}: expected ${encode(expected)}, found ${encode(actual)}`);
  }

  /** Nothing is shrunk, nor called wrong, where a stub has not been begun. */
  #assertBegun<S, M extends Tagged, T extends Tagged, R>(
    scenario: Scenario<S, M, T, R>,
    { seedBase = 1, drive = (world) => void world.run(1000) }: SweepOptions<S, M, T, R>,
  ): void {
    const world = new World({ ...scenario, seed: seedBase, trace: "none" });
    drive(world);
    const error = world.violation?.error;
    if (error instanceof NotDoneYet) throw error;
  }
}

/** How much of a run is looked at, in ms, in how many slices, and no more events than this. */
const LOOKED_AT = { slices: 40, sliceMs: 10, events: 5000 };

/**
 * Requires that a run goes as well beside another one. Nodes of a simulation share a memory, which nodes of
 * a network do not: a variable that is not in the state of a node would be a message that is never lost, and
 * a disk that never fails.
 */
function assertSeparate<S, M extends Tagged, T extends Tagged, R>(
  scenario: Scenario<S, M, T, R>,
  seed = 1,
): void {
  const begin = (from: number) =>
    new World({ ...scenario, invariants: [], seed: from, trace: "none" });
  const alone = begin(seed), one = begin(seed), other = begin(seed + 1);
  for (const worlds of [[alone], [one, other]]) {
    for (let slice = 0; slice < LOOKED_AT.slices; slice++) {
      for (const world of worlds) {
        world.run(LOOKED_AT.sliceMs, () => world.events > LOOKED_AT.events);
      }
    }
  }
  if (encode([one.states, one.history]) === encode([alone.states, alone.history])) return;
  throw new Wrong(
    `seed ${seed} comes out differently when another run goes on beside it: nodes have nothing in ` +
      `common, and keep nothing outside of their state`,
  );
}
