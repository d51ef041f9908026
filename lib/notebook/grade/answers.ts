/** What is judged when a reader hands an answer over in a cell. @module */

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
  if (isRecordOf(answers, given)) return { ...answers, ...given };
  if (own === undefined) {
    throw new Error(
      `Cannot tell what the answer is to because it must be a record of some of these: ${names}`,
    );
  }
  const expected = answers[own];
  if (typeof expected === typeof given) return { ...answers, [own]: joined(expected, given) };
  throw new Error(
    `Cannot grade the answer "${own}" because ${formOf(expected)} is required: given ${
      formOf(given)
    }`,
  );
}

/** Of a record that was begun, the rest is what it was: not done yet, as a rule. */
function joined(expected: unknown, given: unknown): unknown {
  const isPlain = (value: unknown): value is object =>
    typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  return isPlain(expected) && isPlain(given) ? { ...expected, ...given } : given;
}

function isRecordOf(answers: Answers, given: unknown): given is Answers {
  if (typeof given !== "object") return false;
  const keys = Object.keys(given!);
  return keys.length > 0 && keys.every((key) => Object.hasOwn(answers, key));
}

function formOf(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "object") return `a record of ${Object.keys(value ?? {}).join(", ")}`;
  return `a ${typeof value}`;
}
