/** What the command line of the store refuses. @module */

import { quoted, refuse, UsageError } from "../command/usage_error.ts";
import { type Command, faultOf } from "./operation.ts";

/** What all refusals begin with. */
export const purpose = "ask the store";

/** Refuses words, as a rule is not kept. */
export function wrong(rule: string, words: readonly string[]): never {
  return refuse(purpose, rule, quoted(words));
}

/** The number of a lease; throws a `UsageError` where it is none. */
export function leaseNumber(text: string): number {
  const id = /^\d+$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(id) && id >= 1
    ? id
    : wrong("ID must be a whole number, 1 or more", [text]);
}

/** A command that the store takes; throws a `UsageError` for another. */
export function taken(command: Command): Command {
  const fault = faultOf(command);
  if (fault === undefined) return command;
  throw new UsageError(`Cannot ${purpose} because ${fault}`);
}
