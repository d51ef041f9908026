/** The options of `deno task learn`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { defaulting, oneOf, text, wholeNumber } from "../command/option.ts";
import { type PathName, pathNames } from "./paths.ts";
import { typed } from "../command/typed.ts";

/** A part of an exercise, as the command line names it. */
export interface Place {
  /** The number or the slug of the exercise. */
  readonly exercise: string;
  /** The number of the part. */
  readonly part?: number;
}

/** What the reader asked for. */
export interface LearnOptions {
  /** The path; by default the one that was followed last. */
  readonly path?: PathName;
  /** Where to go first; by default where the reader was. */
  readonly place?: Place;
  /** How long a part may be silent, in s. */
  readonly limitS: number;
  /** A file with progress from elsewhere, such as a page of the book. */
  readonly importFrom?: string;
  /** Where to write one. */
  readonly exportTo?: string;
}

/** What `--help` prints. */
export const learnHelp = `${typed("learn")} [--path NAME] [--limit-s N] [NN[.PART]]
${typed("learn")} [--import FILE] [--export FILE]

Shows the part that you are at, and grades it again whenever you save a file of the exercise.

  NN[.PART]     go to an exercise, or to one of its parts: 01, 01.3
  --path NAME   beginner (the default), intermediate or expert; it is remembered
  --limit-s N   how long a part may run, in seconds; 20 by default
  --import FILE add what is done according to a file that a page of the book has exported, and end
  --export FILE write what is done to a file that a page of the book imports, and end
  --help        this text

Keys: h hint, r run again, l list, n next, p previous, o open the diagram in a browser, s solution,
x reset a file, arrows and Page Up, Page Down scroll, ? help, q quit.

Where you are is kept in .learn.json, which can be deleted at any time; your answers are in your files.
Where the output is no terminal, the state of the current exercise is printed and the command ends: with
1 if a part is wrong or a file does not compile, with 0 otherwise.`;

const purpose = "learn";

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseLearn(args: readonly string[]): LearnOptions {
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      path: oneOf(pathNames),
      "limit-s": defaulting(wholeNumber(1, 86_400), 20),
      import: text("a file"),
      export: text("a file"),
    },
  }, args);
  const { path, "limit-s": limitS, import: importFrom, export: exportTo } = values;
  if (words.length > 1) refuse(purpose, "there must be one place to begin at", quoted(words));
  const [place] = words;
  return {
    limitS,
    ...(path === undefined ? {} : { path }),
    ...(place === undefined ? {} : { place: placeNamed(place) }),
    ...(importFrom === undefined ? {} : { importFrom }),
    ...(exportTo === undefined ? {} : { exportTo }),
  };
}

function placeNamed(word: string): Place {
  const found = /^(\d{1,2}(?:-[a-z0-9-]+)?)(?:\.(\d{1,3}))?$/.exec(word);
  if (found === null) return refuse(purpose, "a place must look like 01 or 01.3", quoted([word]));
  const [, exercise, part] = found;
  return { exercise: exercise!, ...(part === undefined ? {} : { part: Number(part) }) };
}
