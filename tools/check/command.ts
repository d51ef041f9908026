/** Runs a command and keeps what it said. @module */

import { root } from "./repository.ts";

/** How a command ended. */
export interface Ended {
  /** The exit code; a command that was stopped has one that is not 0. */
  readonly code: number;
  /** What it wrote to both outputs: errors last, without colours. */
  readonly text: string;
}

/** The longest that one command may take. */
const limitMs = 480_000;

/** Runs this same Deno with `args`, in the root of the repository and with nothing to read. */
export function deno(...args: readonly string[]): Promise<Ended> {
  return run(Deno.execPath(), args, limitMs);
}

/** Runs a program in the root of the repository, and stops it after `withinMs`. */
export async function run(
  program: string,
  args: readonly string[],
  withinMs: number,
): Promise<Ended> {
  const signal = AbortSignal.timeout(withinMs);
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal,
  }).output();
  const decoder = new TextDecoder();
  const text = `${decoder.decode(stdout)}${decoder.decode(stderr)}`;
  if (!signal.aborted) return { code, text };
  return { code: code || 1, text: `${text}\nstopped, as it took more than ${withinMs / 1000} s` };
}
