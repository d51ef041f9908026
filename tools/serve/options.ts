/** The options of `deno task start`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, value, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What the reader asked for. */
export interface StartOptions {
  readonly port: number;
  /** Whether the book is served when it is built. */
  readonly serves: boolean;
  /** Whether unchanged chapters run too. */
  readonly all: boolean;
  /** Where the book will stand on its host, with a slash at both ends. */
  readonly base: string;
}

/** What `--help` prints. */
export const startHelp = `${typed("start")} [--port N] [--no-serve] [--all] [--base PATH]

Runs the chapters that have changed since their last run, builds the book, and serves it on this machine.

  --port N     where it is served (8000)
  --no-serve   only run and build
  --all        run unchanged chapters, too
  --base PATH  where the book will stand on its host, such as /book/ (/)
  --help       this text`;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseStart(args: readonly string[]): StartOptions {
  const { values } = parseCommandLine({
    purpose: "start",
    words: false,
    options: {
      port: defaulting(wholeNumber(1, 65_535), 8000),
      "no-serve": flag(),
      all: flag(),
      base: defaulting(value("a path between slashes", pathBetweenSlashes), "/"),
    },
  }, args);
  const { port, all, base } = values;
  return { port, all, base, serves: !values["no-serve"] };
}

function pathBetweenSlashes(text: string): string | undefined {
  return /^\/(?:[\w.~-]+\/)*$/.test(text) ? text : undefined;
}
