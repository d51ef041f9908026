/** The means by which a part judges an implementation. @module */

import type { Kit, StormRun } from "../kit/kit.ts";
import { prepare, type SimulateOptions } from "../kit/simulate.ts";
import type { Io, Tagged } from "../model/protocol.ts";
import type { StepAt } from "../model/step_effect.ts";
import type { Scenario } from "../sim/scenario.ts";
import { explain, type SweepOptions } from "../sim/sweep.ts";
import { World } from "../sim/world.ts";
import { isAlike } from "./alike.ts";
import { seedOf } from "./drawn_with.ts";
import { shown } from "./frozen.ts";
import { isLacking } from "./lacking.ts";
import { rehearse } from "./rehearse.ts";
import { meddles } from "./separate.ts";
import type { Seeds } from "./seeds.ts";
import { CUT_SHORT, firstFailing, type Smaller, smallest, type Thrown } from "./smallest.ts";
import { type Known, thrownInCase, thrownInWords } from "./thrown.ts";
import { told } from "./told.ts";
import { brokenIn, type OtherRun, otherwise, wrong } from "./wrong_run.ts";
import { Wrong } from "./wrong.ts";

/** Which storm, and what the reader's protocol is in it. */
export interface StormOptions<C> extends Omit<SimulateOptions, "bug"> {
  /** The storm, by its name. */
  readonly storm: string;
  /** How many seeds are tried. */
  readonly seeds: number;
  /** What makes the protocol of the kit the reader's. */
  readonly change: C;
}

/** Runs, compares and judges for one part. */
export class Grading {
  readonly #seeds: Seeds;
  readonly #known: Known;
  #found: Wrong | undefined;
  #trying: number | undefined;
  #foundSeed: number | undefined;
  #busy: string | undefined;

  /** `seeds` from outside replace those that parts choose; by what is `known`, what is thrown is told. */
  constructor(seeds: Seeds = {}, known: Known = {}) {
    this.#seeds = seeds;
    this.#known = known;
  }

  /** Requires that a scenario goes well on every seed; run `alone`, what nodes have in common is not looked for. */
  sweep<S, M extends Tagged, T extends Tagged = never, R = never>(
    scenario: Scenario<S, M, T, R>,
    options: SweepOptions<S, M, T, R> & { readonly alone?: boolean },
  ): void {
    const { seeds, drive = (world) => void world.run(1000), shrinkRuns, alone } = options;
    this.#sweep([seeds, options.seedBase], () => ({ scenario, drive }), shrinkRuns, { alone });
  }

  /** Requires that a storm of a kit goes well on every seed, where `change` makes the protocol the reader's. */
  storm<S, M extends Tagged, T extends Tagged, R, C>(
    kit: Kit<S, M, T, R, C>,
    { change, ...options }: StormOptions<C>,
  ): void {
    const { storm, seeds, seedBase, shrinkRuns } = options;
    const foundBy = { by: "storm", storm, seed: 1 } as const;
    const bug = { words: "", change, breaks: "", foundBy };
    const yours = { ...kit, bugs: { yours: bug } };
    const { run } = prepare(yours, { ...options, bug: "yours" });
    // Where there is but one it need not be named.
    const where = Object.keys(kit.storms).length > 1 ? `in the storm "${storm}"` : undefined;
    this.#sweep([seeds, seedBase], run, shrinkRuns, { where });
  }

  /** Throws `words` about a run that has gone wrong, and keeps the run, so that it is drawn. */
  wentWrong(words: string, run: OtherRun): never {
    throw this.#found = otherwise(words, run);
  }

  /** The run that was found to go wrong, if that is what was thrown: anybody can throw a `Wrong`. */
  found(thrown: unknown): Wrong | undefined {
    return this.#found === thrown ? this.#found : undefined;
  }

  /** The seeds that a part tries: so many from `base` on, or those from outside. */
  *seeds(count: number, base = 1): Generator<number> {
    const { seeds = count, seedBase = base } = this.#seeds;
    for (let at = 0; at < seeds; at++) {
      yield this.#trying = seedBase + at;
      this.#seeds.onTried?.();
    }
    this.#trying = undefined;
  }

  /** The first of the seeds that are tried where no other is known. */
  get firstSeed(): number {
    return this.#seeds.seedBase ?? 1;
  }

  /** The seed of the case that `forAll` found to go wrong, if it was drawn from one. */
  get foundSeed(): number | undefined {
    return this.#foundSeed;
  }

  /** Says what is judged now, in a few words: "a history of 16 operations". */
  busyWith(inWords: () => string): void {
    if (this.#seeds.onCase === undefined) return;
    const words = inWords();
    if (words !== this.#busy) this.#seeds.onCase(this.#busy = words);
  }

  /** Requires that `condition` holds; `words` say what should have been so. */
  expect(condition: boolean, words: string): void {
    if (!condition) throw new Wrong(words);
  }

  /** Requires that two pieces of plain data are equal; `words` say what they are, `tell` writes them down. */
  equal(
    actual: unknown,
    expected: unknown,
    words: string,
    tell: (value: unknown) => string = told,
  ): void {
    if (isAlike(actual, expected)) return;
    throw new Wrong(`${words}: expected ${tell(expected)}, found ${tell(actual)}`);
  }

  /** Requires that two records are equal, field by field; `words` say of what they are fields. */
  alike(actual: object, expected: object, words: string): void {
    for (const [name, value] of Object.entries(expected)) {
      this.equal((actual as Record<string, unknown>)[name], value, `${words}: ${name}`);
    }
  }

  /**
   * Requires that `check` finds nothing wrong with any of the cases. Of those that it finds wrong the smallest
   * is told: the shortest to write down, made smaller by `smaller`, where a case counts as many as it may
   * `weigh`. Where nothing is to be shrunk it is the first. Whoever has chosen the seeds is told which it was.
   */
  forAll<C>(
    cases: Iterable<C>,
    check: (each: C) => void,
    smaller?: Smaller<C>,
    weigh?: (given: C) => number,
  ): void {
    let isDrawing = true;
    const inTurn = function* () {
      yield* cases;
      isDrawing = false;
    };
    const failing = (each: C): Thrown | undefined => {
      try {
        check(each);
        return undefined;
      } catch (thrown) {
        if (isLacking(thrown)) throw thrown;
        const found = thrown instanceof Wrong ? thrown : thrownInCase(thrown, each, this.#known);
        if (isDrawing) this.#foundSeed = seedOf(each) ?? this.#trying;
        this.#seeds.onFound?.(found.message);
        return { thrown: found };
      }
    };
    const found = this.#seeds.shrinkRuns === 0
      ? firstFailing(inTurn(), failing)
      : smallest(inTurn(), failing, smaller, weigh);
    if (found === undefined) return;
    const { thrown, cutShort } = found, more = this.#seedInWords();
    if (cutShort) more.push(CUT_SHORT);
    throw more.length === 0 ? thrown : new Wrong([(thrown as Wrong).message, ...more].join(". "));
  }

  #seedInWords(): string[] {
    const { seeds, seedBase } = this.#seeds, seed = this.#foundSeed;
    if (seed === undefined || seeds === undefined && seedBase === undefined) return [];
    return [`It was drawn with seed ${seed}`];
  }

  /**
   * Requires that code which is judged gives for every case what the reference gives; `words` say what that
   * is, and `tell` writes it down. It is shown a frozen copy of the case. The smallest case is told in which it
   * gives something else, or throws.
   */
  againstReference<C>(
    judged: (given: C) => unknown,
    reference: (given: C) => unknown,
    cases: Iterable<C>,
    words: (given: C) => string,
    smaller?: Smaller<C>,
    tell?: (value: unknown) => string,
  ): void {
    this.forAll(cases, (given) => {
      const expected = reference(given);
      this.equal(
        this.asked(() => judged(shown(given)), () => words(given)),
        expected,
        words(given),
        tell,
      );
    }, smaller);
  }

  /** What code under judgement returns; what it throws is told with what was asked, in `words`. */
  asked<T>(ask: () => T, words: () => string): T {
    try {
      return ask();
    } catch (thrown) {
      if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
      throw new Wrong(`${words()}: ${thrownInWords(thrown, this.#known)}`);
    }
  }

  /** Throws `NotDoneYet` if a step does that `self` takes; what else it does is not looked at yet. */
  begun<M extends Tagged, T extends Tagged, R>(
    step: (io: Io<M, T, R>) => void,
    at?: StepAt,
  ): void {
    try {
      rehearse(step, at);
    } catch (thrown) {
      if (isLacking(thrown)) throw thrown;
    }
  }

  #sweep<S, M extends Tagged, T extends Tagged, R>(
    [count, base]: readonly [count: number, base: number | undefined],
    runOf: (seed: number) => Pick<Required<StormRun<S, M, T, R>>, "scenario" | "drive">,
    shrinkRuns: number | undefined,
    { alone, where }: { alone?: boolean | undefined; where?: string | undefined },
  ): void {
    let first: number | undefined;
    for (const seed of this.seeds(count, base)) {
      first ??= seed;
      const { scenario, drive } = runOf(seed);
      const world = new World({ ...scenario, seed, trace: "none" });
      drive(world);
      // Nothing is shrunk, nor called wrong, where a stub has not been begun.
      if (isLacking(world.violation?.error)) throw world.violation.error;
      if (world.violation === undefined) continue;
      this.#seeds.onFound?.(brokenIn(scenario, world.violation, this.#known));
      const most = this.#seeds.shrinkRuns ?? shrinkRuns;
      const failure = explain(scenario, seed, drive, most);
      const cutShort = failure.shrinkRuns === most;
      throw this.#found = wrong(scenario, failure, this.#known, { cutShort, where });
    }
    if (first === undefined || alone) return;
    const tried = first;
    this.expect(
      !meddles(() => runOf(tried).scenario, tried),
      `seed ${first} comes out differently when another run goes on beside it, and states and messages are ` +
        `copies: nodes have nothing in common, keep nothing outside of their state, and draw by io.choose`,
    );
  }
}
