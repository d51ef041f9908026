/** What a part throws that finds an answer wrong. @module */

import type { Figure } from "../figure/figure.ts";
import type { Failure } from "../sim/sweep.ts";

/** Thrown when an implementation does not do what a part asks for. */
export class Wrong extends Error {
  /** Told apart from other errors by it. */
  override readonly name = "Wrong";
  /** The run that went wrong, if it was a run. */
  readonly failure: Failure<unknown, never> | undefined;
  /** The invariant that broke, by name and in words. */
  readonly rule: string | undefined;
  /** What must have come instead, where that is known; the rule says why then. */
  readonly must: string | undefined;
  /** A drawing of it, beside that of the run. */
  readonly drawing: Figure | undefined;

  /** `words` say what is wrong; `failure` is the run that shows it, `rule` what it breaks, `must` what must be. */
  constructor(
    words: string,
    failure?: Failure<unknown, never>,
    rule?: string,
    must?: string,
    drawing?: Figure,
  ) {
    super(words);
    this.failure = failure;
    this.rule = rule;
    this.must = must;
    this.drawing = drawing;
  }
}
