/** A command line that is wrong, and how commands end. @module */

import { standWithReader } from "./place.ts";

/** A command line that is wrong: one plain line, and exit code 2. */
export class UsageError extends Error {
  /** Tells it from other errors. */
  override readonly name = "UsageError";
}

/** Refuses a command line: `purpose` is what the command is for, `rule` what it must be like. */
export function refuse(purpose: string, rule: string, given: string): never {
  throw new UsageError(`Cannot ${purpose} because ${rule}: given ${given}`);
}

/** Words of a command line, as an error says them. */
export function quoted(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : `"${words.join(" ")}"`;
}

/** Runs a command where the reader stands, and ends with its exit code; an error is told in its words, and ends with `code`. */
export async function exitWith(run: () => Promise<number> | number, code = 1): Promise<never> {
  let end = code;
  try {
    standWithReader();
    end = await run();
  } catch (error) {
    if (error instanceof UsageError) end = 2;
    console.error(error instanceof Error ? error.message : String(error));
  }
  Deno.exit(end);
}
