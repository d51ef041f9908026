/** What a property answers: true or false. @module */

import { kindOf } from "./kind_of.ts";

/** What is neither true nor false, such as the promise of an async function, would count as false or true. */
export function answered(what: string, answer: unknown): boolean {
  if (typeof answer === "boolean") return answer;
  throw new TypeError(
    `Cannot judge a state because ${what} must return true or false: given ${kindOf(answer)}`,
  );
}
