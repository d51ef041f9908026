/** The options of `deno task grade`. @module */

/** What is to be graded, and how. */
export interface GradeOptions {
  /** The exercises, by number or slug; all when none is named. */
  readonly exercises: readonly string[];
  /** Only this part. */
  readonly part?: number;
  /** How many seeds each part tries; by default what the part says. */
  readonly seeds?: number;
  /** The first seed. */
  readonly seedBase?: number;
  /** Where the results go as JSON. */
  readonly json?: string;
  /** Where the results go as JUnit XML. */
  readonly junit?: string;
  /** Where the results go in Gradescope's format. */
  readonly gradescope?: string;
  /** The folder of somebody's answers, which are graded instead of those in the project. */
  readonly submission?: string;
  /** How long a part may take, in s. */
  readonly limitS: number;
  /** Grade the reference solutions instead of the reader's files. */
  readonly solutions: boolean;
  /** Whether what is not done yet ends the command with 1, too. */
  readonly complete: boolean;
  /** Say what the parts ask for instead of grading them. */
  readonly statement: boolean;
  /** Show so many hints to the parts, from a nudge to nearly the answer, instead of grading them. */
  readonly hints?: number;
  /** Check that stubs, solutions and mutants fare as they must. */
  readonly selfCheck: boolean;
}

/** What `--help` prints. */
export const gradeHelp = `deno task grade [NN …] [options]

Grades your answers in exercises/, all of them or those of the chapters NN. The exit code is 0, 1 when a
part is wrong or could not be judged, 2 when nothing could be graded.

  --part N              only this part
  --statement           say what the parts ask for, and grade nothing
  --hints [N]           show the first N hints (1), and grade nothing
  --seed N              only the run of this seed, as a failure names it
  --seeds N             so many seeds for each part
  --seed-base N         the first of them
  --limit-s N           how long a part may take, in seconds (20)
  --complete            end with 1 also when a part is not done yet
  --submission PATH     grade the answers in this folder instead
  --solutions           grade the reference solutions instead
  --json FILE           write the results as JSON,
  --junit FILE          as JUnit's XML,
  --gradescope FILE     in Gradescope's format
  --self-check          check that stubs, solutions and mutants fare as they must
  --help                this text`;

const NUMBERS = {
  "--part": ["part", 1],
  "--seed": ["seed", 0],
  "--seeds": ["seeds", 1],
  "--seed-base": ["seedBase", 0],
  "--limit-s": ["limitS", 1],
} as const;

const FLAGS = ["--complete", "--statement", "--solutions", "--self-check"];

const PATHS = ["--json", "--junit", "--gradescope", "--submission"];

/** Reads the command line; throws with a plain line where it makes no sense. */
export function parseGrade(args: readonly string[]): GradeOptions {
  const exercises: string[] = [];
  const numbers: Record<string, number> = {};
  const files: Record<string, string> = {};
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--hints") {
      // A number may follow: how many.
      const many = /^[1-9]$/.test(args[i + 1] ?? "");
      numbers.hints = many ? wholeNumber(arg, args[++i], 1) : 1;
    } else if (arg in NUMBERS) {
      const [name, least] = NUMBERS[arg as keyof typeof NUMBERS];
      numbers[name] = wholeNumber(arg, args[++i], least);
    } else if (PATHS.includes(arg)) {
      const file = args[++i];
      if (file === undefined) throw new Error(`Cannot grade as ${arg} needs a path: given none`);
      files[arg.slice(2)] = file;
    } else if (FLAGS.includes(arg)) {
      flags.add(arg);
    } else if (arg.startsWith("-")) {
      const known = [...Object.keys(NUMBERS), ...PATHS, "--hints", ...FLAGS];
      throw new Error(`Cannot grade as options must be among ${known.join(", ")}: given "${arg}"`);
    } else {
      exercises.push(arg);
    }
  }
  // One seed is a sweep of one.
  const { seed, limitS = 20, ...rest } = numbers;
  const single = seed === undefined ? {} : { seeds: 1, seedBase: seed };
  return {
    exercises,
    ...rest,
    ...single,
    ...files,
    limitS,
    complete: flags.has("--complete"),
    statement: flags.has("--statement"),
    solutions: flags.has("--solutions"),
    selfCheck: flags.has("--self-check"),
  };
}

function wholeNumber(option: string, text: string | undefined, least: number): number {
  const number = text === undefined || text.trim() === "" ? NaN : Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Error(
    `Cannot grade as ${option} must be a whole number, ${least} or more: given ${
      text ?? "nothing"
    }`,
  );
}
