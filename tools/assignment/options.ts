/** The options of `deno task assignment`. @module */

/** Which exercise is handed out, and where to. */
export interface AssignmentOptions {
  /** Its number or slug. */
  readonly exercise: string;
  /** The folder to write; by default `assignments/` and the slug. */
  readonly out?: string;
}

const usage = "deno task assignment NN [--out DIR]";

/** What `--help` prints. */
export const assignmentHelp = `${usage}

Writes a hand-out: the exercise of chapter NN with all that it takes to solve and grade it, outside of
this repository and without solutions. The page for teachers, site/classroom.md, says how to use it.

  --out DIR   the folder to write, which must be empty or not there (assignments/ and the exercise's name)
  --help      this text`;

/** Reads the command line; throws with a plain line where it makes no sense. */
export function parseAssignment(args: readonly string[]): AssignmentOptions {
  const named: string[] = [];
  let out: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--out") out = args[++i];
    else named.push(arg);
  }
  const [exercise] = named;
  const wrong = named.length !== 1 || exercise!.startsWith("-") ||
    (args.includes("--out") && out === undefined);
  if (wrong) {
    throw new Error(
      `Cannot write a hand-out as the command must be: ${usage}: given "${args.join(" ")}"`,
    );
  }
  return { exercise: exercise!, ...(out === undefined ? {} : { out: out.replace(/\/$/, "") }) };
}
