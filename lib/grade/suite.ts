/**
 * A suite of graded parts, as a function of the answers to them: it judges a reader's stubs, the reference
 * solution, and every mutant of it alike.
 *
 * @module
 */

import type { Figure } from "../figure/figure.ts";
import type { Labels } from "../model/labels.ts";
import type { Failure } from "../sim/sweep.ts";
import { Calls } from "./calls.ts";
import { Grading } from "./grading.ts";
import { NotLoaded } from "./lacking.ts";
import type { Importable } from "./may_import.ts";
import { type AnyMembers, type Members, withMembers } from "./members.ts";
import type { Seeds } from "./seeds.ts";
import type { Task } from "./task.ts";
import { type Known, thrownInWords } from "./thrown.ts";
import { NotDoneYet } from "./todo.ts";
import { Wrong } from "./wrong.ts";

/** One graded part of an exercise. */
export interface Part<A> extends Task<A> {
  /** From 1. */
  readonly number: number;
  /** A short name for commands and mutants: "dedup". What is exported under it is the answer. */
  readonly name: string;
  /** The file in which it is answered. */
  readonly file: string;
  /** The members of those answers of the exercise that are records. */
  readonly members?: AnyMembers;
  /** The files of the exercise that are given. */
  readonly given?: readonly string[];
}

/** What an exercise says of itself. */
export interface Exercise extends Importable {
  /** The chapter that it belongs to: "01-replay". */
  readonly chapter: string;
  /** What the exercise builds. */
  readonly title: string;
  /** How its runs are told in pictures: what nodes, messages, states and so on are called. */
  readonly labels?: Labels;
}

/** The parts of one exercise. */
export interface Suite<A> extends Exercise {
  /** In the order in which they are solved. */
  readonly parts: readonly Part<A>[];
}

/** The tasks of an exercise, and of each answer that is a record, the members that it must have. */
export type Tasks<A> =
  & Exercise
  & { readonly parts: { readonly [Name in keyof A]: Task<A> } }
  & (keyof Members<A> extends never ? { readonly members?: never }
    : { readonly members: Members<A> });

/**
 * The suite of an exercise: a task for each of its answers, by their names, in the order in which they are
 * solved. Answers that are records may be classes, or use `this`: tasks get records of bound functions.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { suiteOf } from "hb/grade/suite.ts";
 * import type { Task } from "hb/grade/task.ts";
 *
 * interface Answers {
 *   double(n: number): number;
 * }
 * const double: Task<Answers> = {
 *   title: "twice as much",
 *   points: 1,
 *   statement: "Double a number.",
 *   paper: "none",
 *   hints: ["add it to itself"],
 *   test: ({ double }, grading) => grading.equal(double(3), 6, "twice 3"),
 * };
 * const suite = suiteOf<Answers>({ chapter: "99-double", title: "Doubling", parts: { double } });
 * const places = suite.parts.map(({ number, name, file }) => [number, name, file]);
 * assertEquals(places, [[1, "double", "double.ts"]]);
 * ```
 */
export function suiteOf<A>({ parts, members, ...exercise }: Tasks<A>): Suite<A> {
  const tasks = Object.entries(parts) as [string, Task<A>][];
  return {
    ...exercise as Exercise,
    parts: tasks.map(([name, task], i) => ({
      number: i + 1,
      name,
      file: `${name}.ts`,
      ...task,
      ...(members === undefined ? {} : { members: members as AnyMembers }),
      ...(exercise.given === undefined ? {} : { given: exercise.given }),
    })),
  };
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
  /** What must have come instead, where that is known; the rule says why then. */
  readonly must?: string;
  /** What is drawn of it besides the run. */
  readonly drawing?: Figure;
  /** How long judging took, in ms, where somebody has measured it. */
  readonly tookMs?: number;
}

/** Judges one part. */
export function gradePart<A>(part: Part<A>, answers: A, seeds: Seeds = {}): PartResult {
  const { number, name, title, points, members = {}, given = [] } = part;
  const result = { number, name, title, points };
  const known = { calls: new Calls(), given };
  const grading = new Grading(seeds, known);
  try {
    part.test(withMembers(answers, members as Partial<Members<A>>, known.calls), grading);
    return { ...result, standing: "done" };
  } catch (thrown) {
    const found = grading.found(thrown);
    return {
      ...result,
      ...judgedBy(thrown, known),
      ...(found?.failure === undefined ? {} : { failure: found.failure }),
      ...(found?.rule === undefined ? {} : { rule: found.rule }),
      ...(found?.must === undefined ? {} : { must: found.must }),
      ...(found?.drawing === undefined ? {} : { drawing: found.drawing }),
    };
  }
}

/** What is thrown may be anything, and may throw when it is looked at. */
function judgedBy(
  thrown: unknown,
  known: Known,
): Pick<PartResult, "standing" | "words" | "unjudged"> {
  try {
    if (thrown instanceof NotLoaded) {
      return { standing: "wrong", unjudged: true, words: thrown.message };
    }
    if (thrown instanceof NotDoneYet) {
      return { standing: "not done yet", words: String(thrown.message) };
    }
    const words = thrown instanceof Wrong ? `${thrown.message}` : thrownInWords(thrown, known);
    return { standing: "wrong", words };
  } catch {
    return { standing: "wrong", words: "your code threw something that has no words" };
  }
}

/** Judges all parts. */
export function gradeSuite<A>(suite: Suite<A>, answers: A, seeds: Seeds = {}): PartResult[] {
  return suite.parts.map((part) => gradePart(part, answers, seeds));
}
