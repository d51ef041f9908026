/** The options of `deno task assignment`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { text } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** Which exercise is handed out, and where to. */
export interface AssignmentOptions {
  /** Its number or slug. */
  readonly exercise: string;
  /** The folder to write; by default `assignments/` and the slug. */
  readonly out?: string;
}

/** What `--help` prints. */
export const assignmentHelp = `${typed("assignment")} NN [--out DIR]

Writes a hand-out: the exercise of chapter NN with all that it takes to solve and grade it, outside of
this repository and without solutions. The page for teachers, site/classroom.md, says how to use it.

  --out DIR   the folder to write, which must be empty or not there (assignments/ and the exercise's name)
  --help      this text`;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseAssignment(args: readonly string[]): AssignmentOptions {
  const purpose = "write a hand-out";
  const { values: { out }, words } = parseCommandLine({
    purpose,
    words: true,
    options: { out: text("a folder") },
  }, args);
  const [exercise] = words;
  if (exercise === undefined || words.length > 1) {
    refuse(purpose, "one exercise must be named", quoted(words));
  }
  return { exercise, ...(out === undefined ? {} : { out: out.replace(/\/$/, "") }) };
}
