/** What is judged when a reader hands an answer over in a cell. @module */

import { allBound, memberNames } from "../../grade/members.ts";
import { NotLoaded } from "../../grade/lacking.ts";

/** The answers to all parts of an exercise, each under the name that the suite uses. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * The reader's answers with what was handed over in their place. A record whose fields are all names of
 * answers stands for those; anything else stands for the answer to the part itself, `own`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withAnswer } from "hb/notebook/grade/answers.ts";
 *
 * const answers = { ticket: "a stub", register: "a stub" };
 * assertEquals(withAnswer(answers, "ticket", "mine"), { ...answers, ticket: "mine" });
 * assertEquals(withAnswer(answers, "ticket", { register: "mine" }), {
 *   ...answers,
 *   register: "mine",
 * });
 * ```
 */
export function withAnswer(answers: Answers, own: string | undefined, given: unknown): Answers {
  const names = Object.keys(answers).join(", ");
  if (given === undefined || given === null) {
    throw new Error(`Cannot grade an answer because it must be code or data: given ${given}`);
  }
  if (isRecordOf(answers, given)) return replaced(answers, membersOf(given));
  if (own === undefined) {
    throw new Error(
      `Cannot tell what the answer is to because it must be a record of some of these: ${names}`,
    );
  }
  const expected = expectedOf(answers, own);
  if (expected === undefined) return replaced(answers, { [own]: given });
  if (isAlike(expected, given)) return replaced(answers, { [own]: joined(expected, given) });
  throw new Error(
    `Cannot grade the answer "${own}" because ${formOf(expected)} is required: given ${
      formOf(given)
    }`,
  );
}

/** Nothing is read of the answers that stay: a file that cannot be loaded says so when its answer is used. */
function replaced(answers: Answers, own: object): Answers {
  return Object.defineProperties({}, {
    ...Object.getOwnPropertyDescriptors(answers),
    ...Object.getOwnPropertyDescriptors(own),
  });
}

/** What the reader's own file has; nothing where it cannot be loaded. */
function expectedOf(answers: Answers, own: string): unknown {
  try {
    return answers[own];
  } catch (error) {
    if (error instanceof NotLoaded) return undefined;
    throw error;
  }
}

/** Of a record that was begun, the rest is what it was: not done yet, as a rule. */
function joined(expected: unknown, given: unknown): unknown {
  if (!isObject(expected) || !(given instanceof Object)) return given;
  const begun = memberNames(expected).some((name) => !(name in given));
  return begun ? { ...expected, ...membersOf(given) } : given;
}

/** As they can be spread. */
function membersOf(given: object): object {
  return Object.getPrototypeOf(given) === Object.prototype ? given : allBound(given);
}

/** A record of functions may be an instance of a class, or a class that has them as static ones. */
function isAlike(expected: unknown, given: unknown): boolean {
  if (typeof expected === typeof given) return true;
  return isObject(expected) && typeof given === "function" &&
    memberNames(expected).every((name) => name in given);
}

function isRecordOf(answers: Answers, given: unknown): given is object {
  if (!isObject(given)) return false;
  const names = memberNames(given);
  return names.length > 0 && names.every((name) => Object.hasOwn(answers, name));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function formOf(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "object") return `a record of ${memberNames(value ?? {}).join(", ")}`;
  return `a ${typeof value}`;
}
