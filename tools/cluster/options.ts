/** Command lines of options and words, for the commands of hosted clusters. @module */

import { Trouble } from "hb/host/trouble.ts";

/** A command line that is wrong: exit code 2. */
export class Misuse extends Trouble {}

/** Which options a command knows. */
interface Known {
  /** Options with a value; the last one given counts, unless all are asked for. */
  readonly values: readonly string[];
  readonly flags: readonly string[];
}

/** A command line in parts. */
export class Options {
  /** What stands between the options. */
  readonly words: readonly string[];
  readonly #doing: string;
  readonly #values = new Map<string, string[]>();
  readonly #flags = new Set<string>();

  /** Splits a command line; `doing` says in errors what the command is for. */
  constructor(doing: string, args: readonly string[], known: Known) {
    this.#doing = doing;
    const words: string[] = [];
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      const at = arg.startsWith("--") ? arg.indexOf("=") : -1;
      const name = at < 0 ? arg : arg.slice(0, at);
      if (arg === "--") {
        words.push(...args.slice(i + 1));
        break;
      } else if (arg === "-h") this.#flags.add("--help");
      else if (known.flags.includes(arg)) this.#flags.add(arg);
      else if (known.values.includes(name)) {
        const value = at < 0 ? args[++i] : arg.slice(at + 1);
        if (value === undefined) this.reject(`${name} must have a value`, "none");
        this.#values.set(name, [...this.#values.get(name) ?? [], value]);
      } else if (arg.startsWith("-") && arg.length > 1) {
        this.reject(`options must be ${[...known.values, ...known.flags].join(", ")}`, `"${arg}"`);
      } else words.push(arg);
    }
    this.words = words;
  }

  /** Whether a flag was given. */
  has(flag: string): boolean {
    return this.#flags.has(flag);
  }

  /** The last value of an option. */
  value(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** All values of an option, in order. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** Throws if there is anything but options. */
  assertNoWords(): void {
    if (this.words.length > 0) this.reject("there must be options only", `"${this.words[0]}"`);
  }

  /** Throws: the command line is wrong. */
  reject(rule: string, given: string): never {
    throw new Misuse(`Cannot ${this.#doing} as ${rule}: given ${given}`);
  }
}

/** The number that an option gives, a whole one in these limits. */
export function numberFor(
  options: Options,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = options.value(name);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  return options.reject(`${name} must be a number from ${least} to ${most}`, `"${text}"`);
}

/** Runs a command, and ends with its exit code; whatever goes wrong is one plain line. */
export async function exitWith(run: () => Promise<number>): Promise<never> {
  let code = 1;
  try {
    code = await run();
  } catch (error) {
    if (error instanceof Misuse) code = 2;
    console.error(error instanceof Error ? error.message.split("\n")[0] : String(error));
  }
  Deno.exit(code);
}
