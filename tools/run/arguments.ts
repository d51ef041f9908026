/** The command line of `deno task run`. @module */

/** What was asked for. */
export interface RunArguments {
  readonly chapters: readonly string[];
  readonly check: boolean;
  readonly all: boolean;
  readonly limitMs?: number;
}

const USAGE = "deno task run [--check] [--all] [--limit-s N] [NN …]";

/** What `--help` prints. */
export const runHelp = `${USAGE}

Runs chapters through the Deno kernel and writes their outputs into them: those that have changed since
their last run, or the chapters NN.

  --check       write nothing: the outputs must be the same as those that are there, to the byte
  --all         unchanged chapters, too
  --limit-s N   how long a cell may take, in seconds
  --help        this text`;

/** Reads the command line; throws with the usage if there is something it does not know. */
export function parseArguments(args: readonly string[]): RunArguments {
  const chapters: string[] = [];
  let check = false;
  let all = false;
  let limitMs: number | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--check") check = true;
    else if (arg === "--all") all = true;
    else if (arg === "--limit-s") limitMs = parseLimit(args[++i]);
    else if (arg.startsWith("--limit-s=")) limitMs = parseLimit(arg.slice("--limit-s=".length));
    else if (arg.startsWith("-")) {
      throw new Error(`Cannot run chapters as the form is "${USAGE}": given "${arg}"`);
    } else chapters.push(arg);
  }
  return { chapters, check, all, ...(limitMs === undefined ? {} : { limitMs }) };
}

function parseLimit(text: string | undefined): number {
  const seconds = Number(text);
  if (text !== undefined && text.trim() !== "" && Number.isFinite(seconds) && seconds > 0) {
    return seconds * 1000;
  }
  const given = text === undefined ? "nothing" : `"${text}"`;
  throw new Error(
    `Cannot set the limit of a cell as --limit-s must be seconds > 0: given ${given}`,
  );
}
