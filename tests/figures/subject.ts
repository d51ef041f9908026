/** What the suite of refusals is told of a figure. @module */

/** A public function of `lib/figure`, and arguments that it takes. */
export interface Subject {
  readonly make: (...given: never[]) => unknown;
  readonly good: readonly unknown[];
  /** What each of these puts in the place of an argument, or of a part of it, is refused. */
  readonly bad: readonly (readonly [path: string, value: unknown])[];
  /** Whether another function made the arguments: only the outside of them is looked at. */
  readonly made?: true;
}

/** What every figure is told. */
export const title = "A finding";

/** What no title may be. */
export const badTitles = [["1", undefined], ["1", null], ["1.title", ""], ["1.title", 7]] as const;
