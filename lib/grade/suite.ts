/**
 * A suite of graded parts, as a function of an implementation: it judges a reader's stub, the reference
 * solution, and every mutant of it alike.
 *
 * @module
 */

import type { Labels } from "../model/labels.ts";
import type { Failure } from "../sim/sweep.ts";
import { Grading, type Seeds, Wrong } from "./grading.ts";
import { NotDoneYet } from "./todo.ts";

/** One graded part of an exercise. */
export interface Part<I> {
  /** From 1. */
  readonly number: number;
  /** A short name for commands and mutants: "dedup". */
  readonly name: string;
  /** The file in which it is answered; by default its name with `.ts`. */
  readonly file?: string;
  /** What is to be done, in a few words. */
  readonly title: string;
  /** What it is worth. */
  readonly points: number;
  /** What is to be done, and why. */
  readonly statement: string;
  /** Where to read about it: author, year, section. */
  readonly paper: string;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
  /** Throws if the implementation is wrong, by the means of `grading`. */
  test(subject: I, grading: Grading): void;
}

/** The parts of one exercise. */
export interface Suite<I> {
  /** The chapter that it belongs to: "01-replay". */
  readonly chapter: string;
  /** What the exercise builds. */
  readonly title: string;
  /** How its runs are told in pictures: what nodes, messages, states and so on are called. */
  readonly labels?: Labels;
  /** In the order in which they are solved. */
  readonly parts: readonly Part<I>[];
}

/** An implementation with one planted bug. */
export interface Mutant<I> {
  /** A short name. */
  readonly name: string;
  /** What is wrong with it. */
  readonly words: string;
  /** The names of the parts that must catch it. */
  readonly breaks: readonly string[];
  /** The implementation. */
  readonly subject: I;
}

/** How a part stands. */
export type Standing = "done" | "not done yet" | "wrong";

/** The result of one part. */
export interface PartResult {
  /** The part's number, from 1. */
  readonly number: number;
  /** The part's short name. */
  readonly name: string;
  /** The part's title. */
  readonly title: string;
  /** What the part is worth. */
  readonly points: number;
  /** How it stands; only "done" earns the points. */
  readonly standing: Standing;
  /** What is wrong, or not done yet. */
  readonly words?: string;
  /** Whether it has no verdict of its own: it did not compile, looped, took too much, or ended itself. */
  readonly unjudged?: boolean;
  /** The run that went wrong, if it was a run. */
  readonly failure?: Failure<unknown, never>;
  /** The invariant that it broke, by name and in words. */
  readonly rule?: string;
}

/** Judges one part. */
export function gradePart<I>(part: Part<I>, subject: I, seeds: Seeds = {}): PartResult {
  const { number, name, title, points } = part;
  const result = { number, name, title, points };
  const grading = new Grading(seeds);
  try {
    part.test(subject, grading);
    return { ...result, standing: "done" };
  } catch (thrown) {
    const found = grading.found(thrown);
    return {
      ...result,
      ...judgedBy(thrown),
      ...(found?.failure === undefined ? {} : { failure: found.failure }),
      ...(found?.rule === undefined ? {} : { rule: found.rule }),
    };
  }
}

/** What is thrown may be anything, and may throw when it is looked at. */
function judgedBy(thrown: unknown): Pick<PartResult, "standing" | "words"> {
  try {
    if (thrown instanceof NotDoneYet) {
      return { standing: "not done yet", words: String(thrown.message) };
    }
    const words = thrown instanceof Wrong
      ? `${thrown.message}`
      : `your code threw ${String(thrown)}`;
    return { standing: "wrong", words };
  } catch {
    return { standing: "wrong", words: "your code threw something that has no words" };
  }
}

/** Judges all parts. */
export function gradeSuite<I>(suite: Suite<I>, subject: I, seeds: Seeds = {}): PartResult[] {
  return suite.parts.map((part) => gradePart(part, subject, seeds));
}
