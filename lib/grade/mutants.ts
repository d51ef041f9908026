/** Wrong answers by which a suite is tried: each is the reference with one bug. @module */

/** What a bug makes of an answer: another function, or other members of a record of functions. */
export type Change<T> = T extends (...given: never[]) => unknown ? T : Partial<T>;

/** The mutants of an exercise: by the part that must catch them, and by their name and what is wrong. */
export type Mutants<A> = {
  readonly [Name in keyof A]?: { readonly [nameAndWords: string]: Change<A[Name]> };
};

/** Answers with one planted bug. */
export interface Mutant<A> {
  /** A short name. */
  readonly name: string;
  /** What is wrong with it. */
  readonly words: string;
  /** The name of the part that must catch it. */
  readonly part: string;
  /** The answers, wrong ones among them. */
  readonly answers: A;
}

/**
 * The mutants of the answers `right`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mutantsOf } from "hb/grade/mutants.ts";
 *
 * const right = { clock: { tick: (time: number) => time + 1, first: () => 0 } };
 * const [stuck] = mutantsOf(right, {
 *   clock: { "stuck: the clock does not move": { tick: (time) => time } },
 * });
 * assertEquals([stuck!.part, stuck!.name], ["clock", "stuck"]);
 * assertEquals(stuck!.answers.clock.tick(4), 4);
 * assertEquals(stuck!.answers.clock.first(), 0);
 * ```
 */
export function mutantsOf<A extends object>(right: A, mutants: Mutants<A>): Mutant<A>[] {
  return Object.entries(mutants).flatMap(([part, bugs]) =>
    Object.entries(bugs as object).map(([bug, change]): Mutant<A> => {
      const [name = "", ...words] = bug.split(": ");
      const own = right[part as keyof A];
      const answer = typeof change === "function" ? change : { ...own, ...change };
      return { name, words: words.join(": "), part, answers: { ...right, [part]: answer } };
    })
  );
}
