/** The options of `deno task learn`. @module */

import { isPathName, type PathName, pathNames } from "./paths.ts";

/** A part of an exercise, as the command line names it. */
export interface Place {
  /** The number or the slug of the exercise. */
  readonly exercise: string;
  /** The number of the part. */
  readonly part?: number;
}

/** What the reader asked for. */
export interface LearnOptions {
  /** Nothing is done but to explain the command. */
  readonly help: boolean;
  /** The path; by default the one that was followed last. */
  readonly path?: PathName;
  /** Where to go first; by default where the reader was. */
  readonly place?: Place;
  /** How long a part may be silent, in s. */
  readonly limitS: number;
}

/** What `--help` prints. */
export const help = `deno task learn [--path NAME] [--limit-s N] [NN[.PART]]

Shows the part that you are at, and grades it again whenever you save a file of the exercise.

  NN[.PART]     go to an exercise, or to one of its parts: 01, 01.3
  --path NAME   beginner (the default), intermediate or expert; it is remembered
  --limit-s N   how long a part may run, in seconds; 20 by default
  --help        this text

Keys: h hint, r run again, l list, n next, p previous, o open the diagram in a browser, s solution,
x reset a file, arrows and Page Up, Page Down scroll, ? help, q quit.

Where you are is kept in .learn.json, which can be deleted at any time; your answers are in your files.
Where the output is no terminal, the state of the current exercise is printed and the command ends: with
1 if a part is wrong or a file does not compile, with 0 otherwise.`;

/** Reads the command line; throws with a plain line where it makes no sense. */
export function parseLearn(args: readonly string[]): LearnOptions {
  let options: LearnOptions = { help: false, limitS: 20 };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--help" || arg === "-h") options = { ...options, help: true };
    else if (arg === "--path") options = { ...options, path: pathNamed(args[++i]) };
    else if (arg === "--limit-s") options = { ...options, limitS: seconds(args[++i]) };
    else if (arg.startsWith("-")) {
      throw new Error(
        `Cannot learn as options must be among --path, --limit-s, --help: given "${arg}"`,
      );
    } else if (options.place !== undefined) {
      throw new Error(`Cannot learn as there must be one place to begin at: given "${arg}" too`);
    } else options = { ...options, place: placeNamed(arg) };
  }
  return options;
}

function pathNamed(name: string | undefined): PathName {
  if (isPathName(name)) return name;
  throw new Error(
    `Cannot learn as --path must be ${pathNames.join(", ")}: given ${name ?? "nothing"}`,
  );
}

function seconds(text: string | undefined): number {
  if (text !== undefined && /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 86_400) {
    return Number(text);
  }
  throw new Error(
    `Cannot learn as --limit-s must be a whole number, 1 or more: given ${text ?? "nothing"}`,
  );
}

function placeNamed(text: string): Place {
  const found = /^(\d{1,2}(?:-[a-z0-9-]+)?)(?:\.(\d{1,3}))?$/.exec(text);
  if (found === null) {
    throw new Error(
      `Cannot learn as a place must look like 01 or 01.3: given "${text}"`,
    );
  }
  const [, exercise, part] = found;
  return { exercise: exercise!, ...(part === undefined ? {} : { part: Number(part) }) };
}
